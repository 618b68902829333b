"""The languages Stet knows: their names, direction, script and whether words are separated by spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from app.domain.errors import Invalid

Direction = Literal["ltr", "rtl"]

# tag, English name, native name, script class. A reader looks a language up here by its tag.
_TABLE = """
af|Afrikaans|Afrikaans|latin
am|Amharic|አማርኛ|ethiopic
ar|Arabic|العربية|arabic
az|Azerbaijani|Azərbaycanca|latin
be|Belarusian|Беларуская|cyrillic
bg|Bulgarian|Български|cyrillic
bn|Bengali|বাংলা|bengali
bo|Tibetan|བོད་སྐད་|tibetan
bs|Bosnian|Bosanski|latin
ca|Catalan|Català|latin
cs|Czech|Čeština|latin
cy|Welsh|Cymraeg|latin
da|Danish|Dansk|latin
de|German|Deutsch|latin
el|Greek|Ελληνικά|greek
en|English|English|latin
eo|Esperanto|Esperanto|latin
es|Spanish|Español|latin
et|Estonian|Eesti|latin
eu|Basque|Euskara|latin
fa|Persian|فارسی|arabic
fi|Finnish|Suomi|latin
fil|Filipino|Filipino|latin
fr|French|Français|latin
ga|Irish|Gaeilge|latin
gd|Scottish Gaelic|Gàidhlig|latin
gl|Galician|Galego|latin
gu|Gujarati|ગુજરાતી|gujarati
ha|Hausa|Hausa|latin
he|Hebrew|עברית|hebrew
hi|Hindi|हिन्दी|devanagari
hr|Croatian|Hrvatski|latin
hu|Hungarian|Magyar|latin
hy|Armenian|Հայերեն|armenian
id|Indonesian|Bahasa Indonesia|latin
ig|Igbo|Igbo|latin
is|Icelandic|Íslenska|latin
it|Italian|Italiano|latin
ja|Japanese|日本語|cjk
jv|Javanese|Basa Jawa|latin
ka|Georgian|ქართული|georgian
kk|Kazakh|Қазақша|cyrillic
km|Khmer|ខ្មែរ|khmer
kn|Kannada|ಕನ್ನಡ|kannada
ko|Korean|한국어|hangul
ku|Kurdish|Kurdî|latin
ky|Kyrgyz|Кыргызча|cyrillic
la|Latin|Latina|latin
lb|Luxembourgish|Lëtzebuergesch|latin
lo|Lao|ລາວ|lao
lt|Lithuanian|Lietuvių|latin
lv|Latvian|Latviešu|latin
mg|Malagasy|Malagasy|latin
mi|Māori|Te reo Māori|latin
mk|Macedonian|Македонски|cyrillic
ml|Malayalam|മലയാളം|malayalam
mn|Mongolian|Монгол|cyrillic
mr|Marathi|मराठी|devanagari
ms|Malay|Bahasa Melayu|latin
mt|Maltese|Malti|latin
my|Burmese|မြန်မာ|burmese
nb|Norwegian Bokmål|Norsk bokmål|latin
ne|Nepali|नेपाली|devanagari
nl|Dutch|Nederlands|latin
nn|Norwegian Nynorsk|Norsk nynorsk|latin
oc|Occitan|Occitan|latin
pa|Punjabi|ਪੰਜਾਬੀ|gurmukhi
pl|Polish|Polski|latin
ps|Pashto|پښتو|arabic
pt|Portuguese|Português|latin
rm|Romansh|Rumantsch|latin
ro|Romanian|Română|latin
ru|Russian|Русский|cyrillic
rw|Kinyarwanda|Ikinyarwanda|latin
sd|Sindhi|سنڌي|arabic
si|Sinhala|සිංහල|sinhala
sk|Slovak|Slovenčina|latin
sl|Slovenian|Slovenščina|latin
so|Somali|Soomaali|latin
sq|Albanian|Shqip|latin
sr|Serbian|Српски|cyrillic
sv|Swedish|Svenska|latin
sw|Swahili|Kiswahili|latin
ta|Tamil|தமிழ்|tamil
te|Telugu|తెలుగు|telugu
tg|Tajik|Тоҷикӣ|cyrillic
th|Thai|ไทย|thai
ti|Tigrinya|ትግርኛ|ethiopic
tk|Turkmen|Türkmençe|latin
tl|Tagalog|Tagalog|latin
tr|Turkish|Türkçe|latin
tt|Tatar|Татарча|cyrillic
ug|Uyghur|ئۇيغۇرچە|arabic
uk|Ukrainian|Українська|cyrillic
ur|Urdu|اردو|arabic
uz|Uzbek|Oʻzbekcha|latin
vi|Vietnamese|Tiếng Việt|latin
xh|Xhosa|isiXhosa|latin
yi|Yiddish|ייִדיש|hebrew
yo|Yoruba|Yorùbá|latin
zh-Hans|Chinese (simplified)|简体中文|cjk
zh-Hant|Chinese (traditional)|繁體中文|cjk
zu|Zulu|isiZulu|latin
"""

_ALIASES = {"no": "nb", "iw": "he", "in": "id", "ji": "yi", "mo": "ro", "jw": "jv", "sh": "sr-Latn"} | {
    "ara": "ar", "deu": "de", "ger": "de", "eng": "en", "spa": "es", "fra": "fr", "fre": "fr", "heb": "he",
    "hin": "hi", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "dut": "nl", "por": "pt", "rus": "ru",
    "tha": "th", "tur": "tr", "chi": "zh", "zho": "zh",
}  # fmt: skip
# Every two-letter code that is registered; the table has names for the more frequent ones.
_REGISTERED = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu
ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na
nb nd ne ng nl nn nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq
sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_TWO_LETTERS = frozenset(_REGISTERED.split())
# Scripts of languages without a row in the table; the others are taken to be written in Latin letters.
_OTHER_SCRIPTS = {
    tag: script
    for script, tags in {
        "arabic": "acm aeb afb ajp apc apd arq ars ary arz azb ckb dv glk ks lrc mzn pnb prs sd skr syr ug",
        "devanagari": "awa bh bho brx doi gom hne kok mag mai mwr sa",
        "cyrillic": "ab av ba ce cv kv os sah tt tyv udm",
        "cjk": "gan hak hsn nan wuu yue",
    }.items()
    for tag in tags.split()
}
_TRADITIONAL_REGIONS = frozenset({"TW", "HK", "MO"})
_RTL_SCRIPTS = frozenset({"arabic", "hebrew"})
_SPACELESS_SCRIPTS = frozenset({"cjk", "thai", "lao", "khmer", "burmese", "tibetan"})
_SCRIPT_SUBTAGS = {
    "Latn": "latin",
    "Cyrl": "cyrillic",
    "Arab": "arabic",
    "Hebr": "hebrew",
    "Deva": "devanagari",
}
_WELL_FORMED = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<extlang>[a-z]{3}))?(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)"
    r"(?P<extensions>(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its BCP 47 tag; for a regional tag, the name says the region."""

    tag: str
    name: str
    native_name: str
    direction: Direction
    script: str
    writes_without_spaces: bool


def get(tag: str) -> Language:
    """Return the language of any well-formed tag; one without a row in the table is named by its tag."""
    normal = normalise(tag)
    base = _LANGUAGES.get(_base_of(normal)) or _without_name(_base_of(normal))
    if normal == base.tag:
        return base
    script = _script_of(normal) or base.script
    region = _region_of(normal)
    suffix = f" ({region})" if region else ""
    return _language(normal, base.name + suffix, base.native_name + suffix, script)


def normalise(tag: str) -> str:
    """Return the canonical spelling (`en_us` is en-US, `zh-TW` is zh-Hant), else raise Invalid.

    Any three letters may be a registered language; of two letters all that are registered are known.
    """
    match = _WELL_FORMED.fullmatch(tag.strip().replace("_", "-"))
    if match is None:
        raise Invalid(f"“{tag}” is not a language code. Give one like en, de-AT or zh-Hans.")
    language = _ALIASES.get(match["language"].lower(), match["language"].lower())
    if language in ("zh", "cmn"):
        return _chinese(match)
    primary_tag = language.partition("-")[0]
    if len(primary_tag) == 2 and primary_tag not in _LANGUAGES.keys() | _TWO_LETTERS:
        raise Invalid(f"Stet does not know the language “{tag}”. Give a code like en, de-AT or zh-Hans.")
    script = (match["script"] or "").title()
    region = (match["region"] or "").upper()
    rest = (match["variants"] + match["extensions"]).lower()
    return "-".join(part for part in (language, script, region) if part) + rest


def find(tag: str | None) -> Language | None:
    """Return the language, or None where the tag is missing or unknown."""
    if not tag:
        return None
    try:
        return get(tag)
    except Invalid:
        return None


def all_languages() -> tuple[Language, ...]:
    """Return every language in the order of their English names."""
    return tuple(sorted(_LANGUAGES.values(), key=lambda language: language.name))


def primary(tag: str | None) -> str:
    """Return the primary subtag in lower case (`zh` for zh-Hans), empty for a missing tag."""
    code = re.split(r"[-_]", tag or "", maxsplit=1)[0].strip().lower()
    return _ALIASES.get(code, code).partition("-")[0]


def direction(tag: str | None) -> Direction:
    language = find(tag)
    return language.direction if language else "ltr"


def name(tag: str | None) -> str:
    """Return the English name; "not stated" for None, the tag itself where it is unknown."""
    if not tag:
        return "not stated"
    language = find(tag)
    return language.name if language else tag


def joins_with_space(tag: str | None) -> bool:
    """Tell whether two sentences of this language are joined by a space."""
    language = find(tag)
    return language is None or not language.writes_without_spaces


def joiner(tag: str | None) -> str:
    """What stands between two sentences of a paragraph: a space, or nothing in Chinese, Japanese and their like."""
    return " " if joins_with_space(tag) else ""


def _chinese(match: re.Match[str]) -> str:
    script = (match["script"] or "").title()
    region = (match["region"] or "").upper()
    if not script:
        script = "Hant" if region in _TRADITIONAL_REGIONS else "Hans"
        region = "" if region in _TRADITIONAL_REGIONS | {"CN", "SG"} else region
    return "-".join(part for part in ("zh", script, region) if part)


def _base_of(normal: str) -> str:
    if normal.startswith("zh-"):
        return "zh-Hant" if "-Hant" in normal else "zh-Hans"
    return normal.partition("-")[0]


def _without_name(tag: str) -> Language:
    return _language(tag, tag, tag, _OTHER_SCRIPTS.get(tag, "latin"))


def _script_of(normal: str) -> str | None:
    return next((_SCRIPT_SUBTAGS[part] for part in normal.split("-") if part in _SCRIPT_SUBTAGS), None)


def _region_of(normal: str) -> str | None:
    return next((part for part in normal.split("-")[1:] if re.fullmatch(r"[A-Z]{2}|\d{3}", part)), None)


def _language(tag: str, name: str, native_name: str, script: str) -> Language:
    return Language(
        tag=tag,
        name=name,
        native_name=native_name,
        direction="rtl" if script in _RTL_SCRIPTS else "ltr",
        script=script,
        writes_without_spaces=script in _SPACELESS_SCRIPTS,
    )


def _read_table() -> dict[str, Language]:
    rows = (line.split("|") for line in _TABLE.strip().splitlines())
    return {tag: _language(tag, name, native, script) for tag, name, native, script in rows}


_LANGUAGES = _read_table()
