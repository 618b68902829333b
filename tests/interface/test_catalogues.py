"""The catalogues are complete: every word of the sources, translated, with the same placeholders."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from app.domain.people.preferences import CHOICES
from app.interface import catalogues, extraction
from app.interface.catalogues import forms

ROOT = Path(__file__).parents[2]
TRANSLATED = [tag for tag in catalogues.LANGUAGES if tag != "en"]
PLACE = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
MARKUP = re.compile(r"<(?!name>)|&\w+;")
STRAY_PERCENT = re.compile(r"(?<!%)%(?!\(\w+\)s|%)")


@cache
def sources():
    return extraction.extract()


def places(text):
    return {one or other for one, other in PLACE.findall(text)}


def faults(catalog: Catalog, wanted: Catalog) -> list[str]:
    """Each fault in words: what is missing, left over, empty or filled with other values."""
    found = [f"missing, run make messages: {one.id}" for one in wanted if one.id and one.id not in catalog]
    found += [
        f"no longer used, run make messages: {one.id}" for one in catalog if one.id and one.id not in wanted
    ]
    for one in catalog:
        if one.id and not (one.string and all(forms(one))):
            found.append(f"not translated: {one.id}")
        elif one.id:
            found += of_message(one, catalog.num_plurals)
    return found


def of_message(one, plurals: int) -> list[str]:
    english = (one.id,) if isinstance(one.id, str) else one.id
    expected, said = places(" ".join(english)), forms(one)
    found = []
    if not isinstance(one.id, str) and len(said) != plurals:
        found.append(f"{len(said)} plural forms of {plurals}: {one.id}")
    # A form for one, two or none may name its number in words, so a value may be missing in some of the forms.
    if any(places(form) - expected for form in said) or places(" ".join(said)) != expected:
        found.append(f"other placeholders: {one.id} → {said}")
    if any(MARKUP.search(form) for form in said) and not MARKUP.search(" ".join(english)):
        found.append(f"markup: {one.id} → {said}")
    if any(path.endswith(".html") for path, _ in one.locations) and any(map(STRAY_PERCENT.search, said)):
        found.append(f"a percent sign that is not doubled: {one.id} → {said}")
    return found


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_catalogue_is_complete(tag):
    assert faults(catalogues.read(tag), sources()) == []


@pytest.mark.parametrize("tag", ["ar", "ja"])
def test_translations_are_in_their_script(tag):
    letter = {"ar": r"[\u0600-\u06FF]", "ja": r"[\u3040-\u30FF\u4E00-\u9FFF]"}[tag]
    same_everywhere = {
        "CSV",
        "JSON lines",
        ", ",
        "%(a)s of %(b)s",
        "{n} of {all}",
        "of 100",
        "{command}: {key}",
        "of {n} pages",
    }
    for one in catalogues.read(tag):
        text = "".join(forms(one))
        if one.id and one.id not in same_everywhere and re.search(r"[a-z]{3}", PLACE.sub("", text)):
            assert re.search(letter, text), one.id


def test_the_proof_of_completeness_can_fail():
    wanted, given = Catalog(locale="de"), Catalog(locale="de")
    for text in ("Save", "Cut", "%(n)s places", "{n} of {all}", "Close"):
        wanted.add(text)
    wanted.add(("{n} hit", "{n} hits"))
    given.add("Cut", "")
    given.add("%(n)s places", "%(m)s Stellen")
    given.add("{n} of {all}", "{n}")
    given.add("Close", "<b>Zu</b>")
    given.add("Gone", "Weg")
    given.add(("{n} hit", "{n} hits"), ("Treffer", "{number} Treffer"))
    words = [fault.split(":")[0].split(",")[0] for fault in faults(given, wanted)]
    assert words == [
        "missing",
        "no longer used",
        "not translated",
        "other placeholders",
        "other placeholders",
        "markup",
        "other placeholders",
    ]


def test_scripts_name_their_words_literally():
    """A computed sentence, or one in other quotes, is in no catalogue."""
    for path in (ROOT / "app/static/js").rglob("*.js"):
        assert not re.search(r"\btn?\([`']", path.read_text(encoding="utf-8")), path


def test_a_template_sends_no_sentence_of_a_service_untranslated():
    for path in (ROOT / "templates").rglob("*.html"):
        found = re.findall(
            r"\{\{ (?:\w+\.)*(?:message|sentence|flag_reason|score_sentence) \}\}", path.read_text()
        )
        assert not found or path.name == "pictures.html", f"{path}: {found} needs |say"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('raise Invalid(f"Segment {one.position} is locked.")', {"Segment {position} is locked."}),
        ('raise NotFound("Gone." if old else f"There is no {x + 1}.")', {"Gone.", "There is no {0}."}),
        ('found = f"It has {len(a):,} and {len(b):,} rows."', {"It has {0} and {1} rows."}),
        ('NAMES = {"a": spoken("a tab")}', {"a tab"}),
        ('step.batch("cut", f"Cut segment {n}")', {"Cut segment {n}"}),
        ('"""A docstring is no sentence of the interface."""', set()),
        ('PATTERN = r"[A-Z]+ .*|x\\\\.?"', set()),
        ('log.info("no sentence")', set()),
    ],
)
def test_sentences_of_services_are_found(source, expected):
    import ast

    assert set(extraction._sentences(ast.parse(source))) == expected


def test_a_person_may_prefer_every_language():
    assert CHOICES["language"] == ("", *catalogues.LANGUAGES)


def test_scripts_get_plural_forms_by_the_browsers_names():
    forms_of = catalogues.load("ar").scripts["{n} segments"]
    assert set(forms_of) == {"zero", "one", "two", "few", "many", "other"}
    assert set(catalogues.load("ja").scripts["{n} segments"]) == {"other"}
    assert set(catalogues.load("de").scripts["{n} segments"]) == {"one", "other"}
    assert catalogues.load("en").scripts == {}


@pytest.mark.parametrize(
    ("n", "arabic"),
    [(0, "لا مقاطع"), (1, "مقطع واحد"), (2, "مقطعان"), (5, "5 مقاطع"), (29, "29 مقطعًا"), (100, "100 مقطع")],
)
def test_arabic_counts_in_six_ways_for_templates_and_scripts(n, arabic):
    words = catalogues.load("ar")
    said = words.translations.ngettext("%(n)s segment", "%(n)s segments", n)
    assert said % {"n": n} == arabic
    forms_of = words.scripts["{n} segments"]
    assert forms_of[words.locale.plural_form(n)].format(n=n) == arabic
