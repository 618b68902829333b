"""Bytes and text: decoding without guessing, line ends, names that are safe to show and to save under."""

from __future__ import annotations

import codecs
import re
import unicodedata

from app.domain.errors import Invalid, TooLarge, Unsupported
from app.domain.models import Encoding
from app.domain.sentences import spoken

MAX_BYTES = 20 * 1024 * 1024

# Only encodings that say one thing for each byte: UTF-7, punycode and the like hide text from a reader.
ENCODINGS: tuple[str, ...] = (
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    *(f"iso-8859-{part}" for part in (*range(1, 12), *range(13, 17))),
    *(f"windows-{page}" for page in range(1250, 1259)),
    "shift_jis",
    "cp932",
    "euc-jp",
    "iso-2022-jp",
    "gb2312",
    "gbk",
    "gb18030",
    "big5",
    "big5-hkscs",
    "euc-kr",
    "cp949",
    "cp874",
    "koi8-r",
    "koi8-u",
    "tis-620",
    "mac-roman",
)
_BY_CODEC = {codecs.lookup(name).name: name for name in reversed(ENCODINGS)}

_COMMON = ("windows-1252", "windows-1250", "shift_jis", "euc-kr", "gb18030")

_BOMS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", spoken("a PNG picture")),
    (b"\xff\xd8\xff", spoken("a JPEG picture")),
    (b"GIF8", spoken("a GIF picture")),
    (b"PK\x03\x04", spoken("a ZIP archive or an office document")),
    (b"PK\x05\x06", spoken("a ZIP archive")),
    (b"%PDF-", spoken("a PDF document")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", spoken("an old office document")),
    (b"{\\rtf", spoken("an RTF document")),
    (b"\x1f\x8b", spoken("a gzip archive")),
    (b"BZh", spoken("a bzip2 archive")),
    (b"7z\xbc\xaf\x27\x1c", spoken("a 7z archive")),
    (b"Rar!\x1a\x07", spoken("a RAR archive")),
    (b"\xfd7zXZ", spoken("an xz archive")),
    (b"SQLite format 3\x00", spoken("a SQLite database")),
    (b"\x7fELF", spoken("a program")),
    (b"MZ\x90\x00", spoken("a program")),
    (b"OggS", spoken("a sound file")),
    (b"ID3", spoken("a sound file")),
    (b"RIFF", spoken("a sound or video file")),
)

_LINE_END = re.compile(r"(\r\n|\n|\r)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FORM_FEED = re.compile("\x0c")
_FORM_FEED_INSIDE_A_LINE = re.compile("(?<=[^\n\r\x0c])\x0c(?=[^\n\r\x0c])")
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$")


# Bytes → text


def decode(data: bytes, encoding: str | None = None, *, max_bytes: int = MAX_BYTES) -> tuple[str, Encoding]:
    """Return the text that these bytes hold and how to write it again; what is not certain is refused."""
    if len(data) > max_bytes:
        raise TooLarge(f"The file has {len(data):,} bytes; the limit is {max_bytes:,}. Split it into parts.")
    _refuse_binary(data)
    chosen = _chosen(data, encoding) if encoding else _marked(data)
    text = _strict(data, chosen, is_guess=encoding is None)
    require_text(text)
    if encode(text, chosen) != data:
        raise Invalid(f"The file could not be written back exactly as {chosen.name}: save it as UTF-8 first.")
    return text, chosen


def encode(text: str, encoding: Encoding) -> bytes:
    """Return the bytes that `decode` read; characters that the encoding lacks are refused with their line."""
    try:
        body = text.encode(encoding.name)
    except UnicodeEncodeError as error:
        raise Invalid(
            f"Line {line_at(text, error.start)} has {_describe(text[error.start])}, which {encoding.name} "
            "cannot hold: export as UTF-8 instead."
        )
    return (_BOMS[encoding.name] if encoding.bom else b"") + body


def encoding_name(encoding: str) -> str:
    """Return the name under which Stet knows an encoding; one that it does not read is refused."""
    name = encoding.strip().lower()
    try:
        codec = codecs.lookup("utf-8" if name in {"utf-8-sig", "utf8-sig"} else name).name
    except (LookupError, ValueError):
        codec = ""
    if codec not in _BY_CODEC:
        raise Invalid(
            f"“{encoding[:40]}” is not an encoding that Stet reads. It reads {', '.join(ENCODINGS)}."
        )
    return _BY_CODEC[codec]


def _refuse_binary(data: bytes) -> None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise Unsupported(
                f"This is {kind}, not a text file: save its text as .txt or .csv and import that."
            )


def _marked(data: bytes) -> Encoding:
    for name, bom in _BOMS.items():
        if data.startswith(bom):
            return Encoding(name, bom=True)
    return Encoding("utf-8")


def _chosen(data: bytes, encoding: str) -> Encoding:
    name = encoding.strip().lower()
    if name in {"utf-16", "utf16", "utf_16"}:
        marked = _marked(data)
        if marked.name == "utf-8":
            raise Invalid("UTF-16 without a byte order mark: choose utf-16-le or utf-16-be.")
        return marked
    allowed = encoding_name(encoding)
    return Encoding(allowed, bom=allowed in _BOMS and data.startswith(_BOMS[allowed]))


def _strict(data: bytes, encoding: Encoding, *, is_guess: bool) -> str:
    start = len(_BOMS[encoding.name]) if encoding.bom else 0
    if is_guess and encoding.name == "utf-8" and (wide := _unmarked_utf16(data)):
        raise Invalid(
            f"The file is not UTF-8 at byte {data.find(0)}, it looks like UTF-16: "
            f"choose the encoding {wide} and import again."
        )
    if not encoding.name.startswith("utf-16") and (place := data.find(0)) >= 0:
        raise Unsupported(
            f"This is not a text file: it has a NUL byte at byte {place}. Save it as plain text."
        )
    try:
        return data[start:].decode(encoding.name)
    except UnicodeDecodeError as error:
        place = error.start + start
        line = _line_of_byte(data, place, encoding)
        raise Invalid(
            f"Line {line} is not {_display(encoding.name)} at byte {place}: {_advice(data, place, is_guess)}"
        )


def _unmarked_utf16(data: bytes) -> str | None:
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    pairs = len(sample) // 2
    if pairs and odd > 0.3 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if pairs and even > 0.3 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return None


def _line_of_byte(data: bytes, place: int, encoding: Encoding) -> int:
    before = data[:place].decode(encoding.name, errors="replace")
    return line_at(before, len(before))


def _advice(data: bytes, place: int, is_guess: bool) -> str:
    suggestion = _suggested(data, place) if is_guess else None
    if suggestion:
        return spoken(f"it looks like {suggestion}. Choose the encoding and check the preview.")
    if is_guess:
        return spoken("choose its encoding, or save it as UTF-8.")
    return spoken("choose another encoding, or save the file as UTF-8.")


def _reads_western(sample: bytes) -> bool:
    """Say whether what is beyond ASCII are single Latin letters inside words: of few words no library can tell more."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    inside = re.sub(r"[“”„‘’–—…€«»°§]", "", text)
    runs = re.findall(r"([A-Za-z]?)([^\x00-\x7f]+)([A-Za-z]?)", inside)
    return bool(runs) and all(
        (before or after) and len(run) <= 2 and run.isalpha() for before, run, after in runs
    )


def _suggested(data: bytes, place: int) -> str | None:
    # A suggestion only, and of a sample: the library takes seconds on megabytes, and it may be wrong.
    import charset_normalizer

    sample = data[max(0, place - 2048) : place + 6144]
    if _reads_western(sample):
        return "windows-1252"
    best = charset_normalizer.from_bytes(sample, cp_isolation=list(_BY_CODEC), enable_fallback=False).best()
    if best is None:
        return None
    # Of two encodings that read the sample alike, the common one is the likelier.
    alike = (name for name in _COMMON if _reads_alike(sample, name, str(best)))
    return next(alike, _BY_CODEC.get(codecs.lookup(best.encoding).name))


def _reads_alike(sample: bytes, name: str, text: str) -> bool:
    return sample.decode(name, errors="replace") == text


def _display(name: str) -> str:
    return name.upper() if name.startswith(("utf", "iso")) else name


# Characters and lines


def require_text(text: str) -> None:
    """Refuse a text, decoded or pasted, that says nothing or holds what is no text."""
    if not text.strip().strip("\ufeff\u200b\u2060"):
        raise Invalid("There is no text in it: it is empty or holds only white space.")
    refuse_controls(text)


def refuse_controls(text: str, *, place: str | None = None) -> None:
    """Refuse characters that cannot be shown, searched or written to XML, naming the line of the first.

    `place` says where a single cell stands. Without it the text is a whole file, in which a form feed at the
    edge of a line is a page break and stays in the space between texts.
    """
    found = _FORBIDDEN.search(text)
    if found is None and "\x0c" in text:
        found = _FORM_FEED_INSIDE_A_LINE.search(text) if place is None else _FORM_FEED.search(text)
    if found is None:
        return
    where = place or f"Line {line_at(text, found.start()):,}"
    raise Invalid(f"{where} has {_describe(found.group())}, which is no text: remove it and import again.")


def _describe(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if 0xD800 <= ord(character) <= 0xDFFF:
        return spoken(f"half a character ({code})")
    name = unicodedata.name(character, "")
    return f"{name.lower()} ({code})" if name else spoken(f"the control character {code}")


def line_at(text: str, offset: int) -> int:
    """Return the number, from 1, of the line that holds this offset."""
    return 1 + line_breaks(text[:offset])


def line_breaks(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def lines(text: str) -> list[tuple[str, str]]:
    """Split into (line, its ending); only LF, CR LF and CR end lines, and joining all gives the text back."""
    parts = _LINE_END.split(text)
    pairs = list(zip(parts[0::2], [*parts[1::2], ""], strict=True))
    if pairs[-1] == ("", ""):
        pairs.pop()
    return pairs


def newline_of(text: str) -> str:
    """Return the line end that the text uses most, LF where it has none."""
    crlf = text.count("\r\n")
    counts = {"\n": text.count("\n") - crlf, "\r\n": crlf, "\r": text.count("\r") - crlf}
    return max(counts, key=lambda ending: counts[ending])


# Names


def is_clean_name(name: str) -> bool:
    """Say whether a name shows what it is: no controls, no marks that turn the writing direction."""
    return bool(name.strip()) and not any(_is_unclean(character) for character in name)


def _is_unclean(character: str) -> bool:
    return (
        character in _BIDI_CONTROLS
        or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or ord(character) & 0xFFFE == 0xFFFE
    )


def safe_file_name(
    name: str, lang: str | None, date: str | None, extension: str, *, max_bytes: int = 180
) -> str:
    """Return a name that any file system and any HTTP header can carry, with its language and date.

    Letters of every script stay; path parts, controls, and what Windows reserves do not.
    """
    suffix = "".join(f"-{_plain_part(part)}" for part in (lang, date) if part)
    ending = f".{_plain_part(extension)}"
    room = max_bytes - len((suffix + ending).encode())
    stem = _shortened(_stem(name), room) or "document"
    whole = f"{stem}{suffix}{ending}"
    return f"_{whole}" if _RESERVED.match(whole) else whole


def _stem(name: str) -> str:
    kept = "".join(_file_character(character) for character in unicodedata.normalize("NFC", name))
    kept = re.sub(r"(?i)\.(txt|text|md|markdown|html?|csv|tsv|jsonl|ndjson)$", "", kept.strip())
    return re.sub(r"[-\s]*-[-\s]*", "-", re.sub(r"\s+", " ", kept)).strip(" .-~")


def _file_character(character: str) -> str:
    if _is_unclean(character):
        return " " if character.isspace() else ""
    return "-" if character in '<>:"/\\|?*;%`$\x7f' else character


def _plain_part(part: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]+", "", part)


def _shortened(stem: str, room: int) -> str:
    cut = stem.encode()[: max(room, 0)].decode(errors="ignore")
    while cut and len(cut) < len(stem) and unicodedata.combining(stem[len(cut)]):
        cut = cut[:-1]
    return cut.rstrip(" .-~\u200d")
