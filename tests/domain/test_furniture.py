"""Page furniture is found, and no sentence of an article is taken for it."""

import os
from pathlib import Path

import pytest

from app.domain.furniture import flag_lines

ROOT = Path(__file__).parents[2]
ARTICLE = Path(os.environ.get("STET_SHARED", ROOT.parent / "shared")) / "data/article/prison-attack.txt"

LEFT_OUT = [
    ("Share on facebook", "share-link"),
    ("Share on twitter", "share-link"),
    ("Share this article via WhatsApp", "share-link"),
    ("Click to share on Facebook (Opens in new window)", "share-link"),
    ("Auf Facebook teilen", "share-link"),
    ("Teilen per E-Mail", "share-link"),
    ("Facebook Twitter LinkedIn", "share-link"),
    ("Link kopieren", "share-link"),
    ("Partager sur Facebook", "share-link"),
    ("Compartir en WhatsApp", "share-link"),
    ("Condividi su Facebook", "share-link"),
    ("Partilhar no Facebook", "share-link"),
    ("Поделиться в Телеграме", "share-link"),
    ("شارك على فيسبوك", "share-link"),
    ("مشاركة عبر واتساب", "share-link"),
    ("Facebookでシェア", "share-link"),
    ("LINEで送る", "share-link"),
    ("分享到微信", "share-link"),
    ("Accept all cookies", "cookie-button"),
    ("Alle akzeptieren", "cookie-button"),
    ("Cookie-Einstellungen", "cookie-button"),
    ("Page 3 of 7", "page-number"),
    ("Seite 12", "page-number"),
    ("– 4 –", "page-number"),
]
FLAGGED_AND_KEPT = [
    ("We use cookies to improve your experience.", "cookie-notice"),
    ("Diese Website verwendet Cookies.", "cookie-notice"),
    ("Share", "share-link"),
    ("Folgen Sie uns auf Instagram", "share-link"),
    ("Read also: Attack on a convoy near Kabul", "read-also"),
    ("Lesen Sie auch", "read-also"),
    ("Mehr zum Thema: Opferfest", "read-also"),
    ("Anzeige", "advertisement"),
    ("Advertisement", "advertisement"),
    ("Sign up for our daily newsletter", "newsletter"),
    ("Newsletter abonnieren", "newsletter"),
    ("By Jane Doe and John Roe", "byline"),
    ("Von Max Mustermann, Kabul", "byline"),
    ("Published: 4 August 2020, 14:02", "byline"),
    ("Stand: 04.08.2020, 14:02 Uhr", "byline"),
    ("Foto: dpa", "image-credit"),
    ("© 2020 Example News", "image-credit"),
    ("12 Kommentare", "comments"),
    ("Comments (3)", "comments"),
    ("Lesezeit: 5 Minuten", "comments"),
    ("Alle Rechte vorbehalten", "copyright"),
    ("12", "page-number"),
    ("Print", "navigation"),
    ("Drucken", "navigation"),
    ("Home | About us | Contact", "navigation"),
    ("Startseite > Impressum", "navigation"),
]
SENTENCES = [
    "Share prices fell on Twitter.",
    "He shared a video on Facebook.",
    "Share on Facebook what you have seen and call the police.",
    "Auf Facebook teilen viele ihre Trauer.",
    "شارك على فيسبوك صورة السجن",
    "Facebookでシェアされた写真が広まった。",
    "Partager sur Facebook est devenu courant.",
    "分享到微信的照片很多。",
    "Page 3 of 7 was missing from the report.",
    "Seite 3 fehlte.",
    "By Monday evening the prison was quiet.",
    "By Monday Evening Star readers had complained.",
    "Von Kabul aus griffen sie an.",
    "The comments caused outrage.",
    "Read more books.",
    "Accept all people as they are.",
    "The print run was small.",
    "Anzeige wurde erstattet.",
    "Source: unknown, said the police.",
    "The EU fined the firm because it uses tracking.",
    "Home is where the heart is.",
    "ستون نفراً قتلوا.",
    "刑務所が襲われた。",
    "🙂",
    "",
]


@pytest.mark.parametrize(("line", "rule"), LEFT_OUT)
def test_what_can_only_be_furniture_is_left_out(line, rule):
    (flag,) = flag_lines([line])
    assert flag is not None
    assert (flag.rule, flag.is_precise) == (rule, True)
    assert flag.reason.endswith(".")


@pytest.mark.parametrize(("line", "rule"), FLAGGED_AND_KEPT)
def test_what_may_be_furniture_is_flagged_and_kept(line, rule):
    (flag,) = flag_lines([line])
    assert flag is not None
    assert (flag.rule, flag.is_precise) == (rule, False)


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_of_the_article_is_no_furniture(line):
    assert flag_lines([line]) == [None]


def test_only_the_second_of_two_titles_is_left_out():
    lines = ["Attack on prison", "", "Attack  on Prison", "Many people fled.", "It burned.", "It burned."]
    flags = flag_lines(lines)
    assert [flag.rule if flag else None for flag in flags] == [None, None, "repeated-title", None, None, None]


@pytest.mark.parametrize(
    "lines",
    [
        ["Yes", "Yes", "No, thank you."],  # a list of phrases has no title
        ["It rained.", "It rained.", "We stayed."],  # a first line with a full stop is a sentence
        ["Attack on prison", "Attack on prison"],  # nothing follows that could have a title
        ["Attack on prison", "One.", "Two.", "Three.", "Four.", "Attack on prison"],  # a refrain
    ],
)
def test_other_repetitions_are_kept(lines):
    assert flag_lines(lines) == [None] * len(lines)


def test_a_hostile_line_is_read_in_no_time():
    assert flag_lines(["share " * 100_000, "we use " * 28, "Home | " * 28, "facebook " * 22 + "!"])[0] is None


def test_the_scraped_article_keeps_all_but_its_second_title_and_share_links():
    if not ARTICLE.exists():
        pytest.skip("needs ../shared/data/article/prison-attack.txt")
    lines = ARTICLE.read_text(encoding="utf-8").split("\n")
    flagged = [(line, flag.rule) for line, flag in zip(lines, flag_lines(lines), strict=True) if flag]
    assert flagged == [
        ("Afghanistan: IS attack on prison – inmates escaped", "repeated-title"),
        ("Share on facebook", "share-link"),
        ("Share on twitter", "share-link"),
        ("Share on linkedin", "share-link"),
    ]
