"""Furniture of English and German web pages, and share links of some more languages: what stands around an article and is no part of its text.

A rule recognises whole lines only. Where it cannot be wrong (`is_precise`), the line is left out by default;
otherwise it is flagged and kept, because losing a sentence of the article is worse than keeping a button.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_LINE = 200
TITLE_ZONE = 5  # lines: a title that stands twice does so at the top


@dataclass(frozen=True, slots=True)
class Flag:
    """The rule that recognised a line, and its reason as a sentence; `is_precise` leaves the line out."""

    rule: str
    reason: str
    is_precise: bool


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    reason: str
    is_precise: bool
    pattern: re.Pattern[str]


_NETWORK = (
    r"(?:facebook|twitter|x(?: \(twitter\))?|linked-?in|whats-?app|xing|reddit|pinterest|telegram|e-?mail|mail|sms"
    r"|messenger|tumblr|pocket|flipboard|threema|signal|instagram|mastodon|bluesky|threads|threads\.net|vk)"
)
_NETWORK_ELSEWHERE = (
    rf"(?:{_NETWORK}|فيس ?بوك|تويتر|إكس|واتس ?[اآ]ب|تيليجرام|تلغرام|لينكد ?إن|フェイスブック|ツイッター|ライン|line|はてなブックマーク"
    r"|微信|微博|weibo|wechat|qq|фейсбуке?|твиттере?|вконтакте|вк|телеграме?|одноклассниках?)"
)
_NAME = r"(?:(?:von|van|de|der|zu|di|al|el)\s+)?[A-ZÄÖÜ][\w'’.-]+"
_NAVIGATION = (
    r"(?:home(?:page)?|menu|print(?: (?:article|page|this page))?|newsletters?|log ?in|log ?out|sign (?:in|up|out)"
    r"|register|subscribe(?: now)?|search|contact(?: us)?|about(?: us)?|imprint|privacy(?: policy| notice)?"
    r"|terms(?: of (?:use|service)| and conditions)?|sitemap|back to top|skip to (?:main )?content|main menu"
    r"|next(?: article| page)?|previous(?: article| page)?|bookmark|save(?: article)?|listen(?: to this article)?"
    r"|startseite|menü|drucken|seite drucken|artikel drucken|anmelden|abmelden|registrieren|abonnieren|suchen?|kontakt"
    r"|über uns|impressum|datenschutz(?:erklärung|hinweise?)?|agb|nach oben|zum seitenanfang|zum inhalt springen"
    r"|zur startseite|nächster artikel|vorheriger artikel|weiter|zurück|merken|artikel merken|artikel anhören|vorlesen"
    r"|nutzungsbedingungen|barrierefreiheit|rss|e-paper|epaper|merkliste|hauptmenü|übersicht)"
)


def _rule(rule: str, reason: str, pattern: str, *, is_precise: bool = False, cased: bool = False) -> Rule:
    return Rule(rule, reason, is_precise, re.compile(pattern, re.NOFLAG if cased else re.IGNORECASE))


# The first rule that matches the whole line is its flag. A sentence ends with a full stop: none of these does.
RULES: tuple[Rule, ...] = (
    _rule(
        "share-link",
        "A link for sharing the page, not part of the article.",
        rf"(?:click to )?(?:share|tweet|pin|post|send)(?: (?:this|it|article|story|this (?:article|story|page|post)))?"
        rf" (?:on|via|by|with|to|using) {_NETWORK}(?: \(opens in (?:a )?new window\))?"
        rf"|(?:(?:artikel|beitrag|seite|jetzt) )?teilen (?:auf|bei|per|über|via|mit) {_NETWORK}"
        rf"|(?:(?:artikel|beitrag) )?(?:auf|bei|per|über|via|mit) {_NETWORK} (?:teilen|senden|versenden|verschicken|posten)"
        rf"|{_NETWORK}(?: (?:teilen|share))?(?:(?:\s*[|·•,/]\s*|\s+){_NETWORK})+"
        r"|copy (?:the )?link|link kopieren|email this article|tweet this",
        is_precise=True,
    ),
    _rule(
        "share-link",
        "A link for sharing the page, not part of the article.",
        rf"(?:partager|partagez)(?: (?:cet article|ceci))? (?:sur|par|via) {_NETWORK_ELSEWHERE}"
        rf"|(?:compartir|comparte|comparta|compártelo)(?: (?:este artículo|esto))? (?:en|por|vía|via|con) {_NETWORK_ELSEWHERE}"
        rf"|condividi su {_NETWORK_ELSEWHERE}|(?:partilhar|compartilhar|partilhe|compartilhe) (?:no|na|em|via) {_NETWORK_ELSEWHERE}"
        rf"|deel(?:en)? (?:op|via) {_NETWORK_ELSEWHERE}|поделиться (?:в|во|на|через) {_NETWORK_ELSEWHERE}"
        rf"|(?:شارك|شاركه|شاركها|مشاركة|انشر|المشاركة|شارك المقال) (?:على|عبر|في) {_NETWORK_ELSEWHERE}"
        rf"|{_NETWORK_ELSEWHERE}(?:で|に|へ)(?:シェア|共有|投稿|送る)(?:する)?|分享(?:到|至) ?{_NETWORK_ELSEWHERE}",
        is_precise=True,
    ),
    _rule(
        "cookie-button",
        "A button of a cookie notice, not part of the article.",
        r"(?:accept|allow|reject|decline|refuse)(?: all)?(?: optional| non-essential)? cookies"
        r"|(?:accept|reject|allow|decline) all|cookie[- ](?:settings|preferences|policy|notice|consent)"
        r"|manage (?:my )?(?:cookies|cookie preferences)|(?:only|use) (?:necessary|essential) cookies(?: only)?"
        r"|alle(?: cookies)? (?:akzeptieren|zulassen|ablehnen|annehmen)|cookies (?:akzeptieren|zulassen|ablehnen|verwalten)"
        r"|cookie[- ]?(?:einstellungen|richtlinien?|hinweise?|banner)"
        r"|nur (?:notwendige|erforderliche|essenzielle|technisch notwendige)(?: cookies)?(?: (?:akzeptieren|zulassen))?",
        is_precise=True,
    ),
    _rule(
        "page-number",
        "The number of a page.",
        r"(?:page|seite)\s+\d{1,4}(?:\s*(?:of|von|/)\s*\d{1,4})?|[-–—]\s*\d{1,4}\s*[-–—]",
        is_precise=True,
    ),
    _rule(
        "cookie-notice",
        "It looks like a cookie notice.",
        r".*\b(?:we(?: and our partners)? use|uses?|by using|wir (?:und unsere partner )?(?:verwenden|nutzen)"
        r"|verwendet|nutzt|setzt)\b[^.]*\bcookies\b.*",
    ),
    _rule(
        "share-link",
        "It looks like a heading or a button for sharing.",
        rf"(?:share|tweet|teilen|twittern|follow us|folgen sie uns)(?: (?:this|this article|article|artikel))?:?"
        rf"|(?:follow us|folgen sie uns|folge uns)(?: on| auf| bei) .+|{_NETWORK}",
    ),
    _rule(
        "read-also",
        "It looks like a pointer to other articles.",
        r"(?:read (?:also|more|next|on)|also read|see also|more on this(?: topic| story)?|more from .{2,40}"
        r"|related(?: articles?| stories| topics| content)?|you (?:may|might) also (?:like|be interested in)"
        r"|most (?:read|popular)|recommended(?: for you)?|lesen sie (?:auch|mehr|hier)|lies auch|mehr (?:zum thema|dazu)"
        r"|auch interessant|weiterlesen|das könnte (?:sie|dich) auch interessieren|zum thema|siehe auch|meistgelesen"
        r"|mehr lesen|empfehlungen der redaktion|empfohlener (?:redaktioneller )?inhalt|verwandte (?:artikel|themen))"
        r"(?:\s*(?:[:»>→…]|\.\.\.).*)?",
    ),
    _rule(
        "advertisement",
        "It marks an advertisement.",
        r"[-–— ]*(?:advertisement|anzeige|werbung|sponsored(?: content| post)?|advertorial|promoted|ad|gesponsert)[-–— ]*",
    ),
    _rule(
        "newsletter",
        "It asks to subscribe.",
        r"(?:sign up|subscribe|register) (?:for|to) (?:our|the|my) .{0,40}(?:newsletter|updates)\b.{0,60}"
        r"|(?:zum |unseren |jetzt )*newsletter(?: jetzt)? (?:abonnieren|anmelden|bestellen|anmeldung)\W*"
        r"|(?:melden sie sich|hier) .{0,40}newsletter an\W*",
    ),
    _rule(
        "byline",
        "It looks like the author or the date of the page.",
        rf"(?:[Bb]y|BY|[Vv]on|VON) {_NAME}(?:\s+{_NAME}){{1,3}}(?:\s*(?:,|and|und|&|\|)\s*.{{2,60}})?(?<![.!?])"
        r"|(?:[Pp]ublished|[Uu]pdated|[Ll]ast (?:updated|modified)|[Pp]osted)(?: on| at)?:? .{0,20}\d{1,4}.{0,30}"
        r"|(?:[Vv]eröffentlicht|[Aa]ktualisiert|[Zz]uletzt (?:aktualisiert|geändert)|Stand)(?: am| um)?:? .{0,20}\d.{0,30}",
        cased=True,
    ),
    _rule(
        "image-credit",
        "It looks like the credit of a picture.",
        r"(?:photo(?:graph)?s?|image|picture|fotos?|bild(?:er|quelle|nachweis)?|quelle|source|credits?|illustration)"
        r"(?: credit| by)?\s*:\s*\S.{0,80}(?<![.!?])"
        r"|(?:©|\(c\)|copyright)\s*\S.{0,80}(?<![.!?])|.{0,40}(?:getty images|picture alliance|/dpa|/ap|/afp|/reuters)",
    ),
    _rule(
        "comments",
        "It looks like a counter or a heading of readers' comments.",
        r"\d[\d.,]*\s*(?:comments?|kommentare?|shares?|likes?|views|aufrufe|replies)"
        r"|(?:comments?|kommentare?)\s*(?:\(\d+\)|:?\s*\d+)|(?:leave|write|post) a (?:comment|reply)"
        r"|kommentar(?:e)? (?:schreiben|verfassen|hinterlassen|anzeigen|lesen)|show comments"
        r"|\d+\s*min(?:\.|utes?|uten)? (?:read|lesezeit|lesedauer)|(?:lesezeit|lesedauer|reading time):?\s*.{1,15}",
    ),
    _rule(
        "copyright",
        "It looks like the copyright line of the page.",
        r"(?:.{0,60}\s)?(?:all rights reserved|alle rechte vorbehalten)\.?",
    ),
    _rule("page-number", "It may be the number of a page.", r"\d{1,4}(?:\s*/\s*\d{1,4})?"),
    _rule(
        "navigation",
        "It looks like the navigation of the page.",
        rf"{_NAVIGATION}(?:(?:\s*[|·•>»/]\s*|\s{{2,}}){_NAVIGATION})*",
    ),
)


def flag_lines(lines: Sequence[str]) -> list[Flag | None]:
    """Return a flag or None for each line; a line is a sentence or whatever stands alone as one."""
    flags = [_flag(line) for line in lines]
    for index in _repeated_titles(lines):
        flags[index] = Flag("repeated-title", "The title stands here a second time.", True)
    return flags


def _flag(line: str) -> Flag | None:
    text = " ".join(line.split()).strip(" ›»→▸|") if len(line) <= LONGEST_LINE else ""
    if not text:
        return None
    matching = (rule for rule in RULES if rule.pattern.fullmatch(text))
    rule = next(matching, None)
    return Flag(rule.id, rule.reason, rule.is_precise) if rule else None


def _repeated_titles(lines: Sequence[str]) -> list[int]:
    """Return where the first line stands again near the top, if it can be a title and a text follows it."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    if not filled:
        return []
    title = _folded(lines[filled[0]])
    if not _can_be_title(title) or not any(_is_prose(lines[index], title) for index in filled[1:]):
        return []
    return [index for index in filled[1:TITLE_ZONE] if _folded(lines[index]) == title]


def _can_be_title(text: str) -> bool:
    return (
        len(text) <= LONGEST_LINE
        and not text.endswith((".", "。", "।", "۔"))
        and (" " in text or len(text) > 5)
    )


def _is_prose(line: str, title: str) -> bool:
    text = _folded(line)
    return text != title and (
        len(text) >= 40 or text.endswith((".", "!", "?", "。", "！", "？", "؟", "।", "۔", "”", "“"))
    )


def _folded(line: str) -> str:
    text = unicodedata.normalize("NFC", " ".join(line.lstrip("#* ").split()))
    return text.casefold()
