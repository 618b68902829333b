"""Language codes are understood in every usual spelling, and refused in a sentence."""

import pytest

from app.domain import languages
from app.domain.errors import Invalid


@pytest.mark.parametrize(
    ("given", "tag"),
    [
        ("de", "de"),
        ("DE-at", "de-AT"),
        ("en_US", "en-US"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("ZH-hant", "zh-Hant"),
        ("pt-BR", "pt-BR"),
        ("no", "nb"),
        ("iw", "he"),
        ("sr-latn", "sr-Latn"),
        ("de-1996", "de-1996"),
        (" fr ", "fr"),
        ("arz", "arz"),
        ("gsw-ch", "gsw-CH"),
        ("CKB", "ckb"),
        ("yue", "yue"),
        ("bho", "bho"),
        ("eng", "en"),
        ("zho-TW", "zh-Hant"),
        ("ab", "ab"),
    ],
)
def test_a_code_is_brought_to_its_usual_spelling(given, tag):
    assert languages.normalise(given) == tag


@pytest.mark.parametrize("given", ["", "e", "xx", "klingon", "de-", "12", "🙂", "de at"])
def test_an_unknown_code_is_refused_in_a_sentence(given):
    with pytest.raises(Invalid) as refusal:
        languages.get(given)
    assert "Give" in refusal.value.message


def test_a_regional_code_keeps_the_language_and_says_the_region():
    austrian = languages.get("de-AT")
    assert (austrian.name, austrian.native_name, austrian.direction) == ("German (AT)", "Deutsch (AT)", "ltr")


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("ar", "rtl"),
        ("arz", "rtl"),
        ("ckb", "rtl"),
        ("gsw", "ltr"),
        ("ku-Arab", "rtl"),
        ("he-IL", "rtl"),
        ("ur", "rtl"),
        ("fa", "rtl"),
        ("ja", "ltr"),
        (None, "ltr"),
    ],
)
def test_direction_follows_the_script(tag, direction):
    assert languages.direction(tag) == direction


@pytest.mark.parametrize(
    ("tag", "joins"),
    [
        ("ja", False),
        ("yue", False),
        ("gsw", True),
        ("zh-TW", False),
        ("th", False),
        ("ko", True),
        ("de", True),
        (None, True),
    ],
)
def test_only_languages_with_spaces_join_sentences_by_one(tag, joins):
    assert languages.joins_with_space(tag) is joins


def test_names_are_for_people():
    assert [languages.name(tag) for tag in ("hi", "zh-Hans", None, "qqq")] == [
        "Hindi",
        "Chinese (simplified)",
        "not stated",
        "qqq",
    ]


def test_every_language_is_found_by_its_own_code():
    everything = languages.all_languages()
    assert len(everything) > 90
    assert all(languages.get(language.tag) is language for language in everything)
