"""stet split and detect as scripts call them."""

import pytest

TEXTS = [
    ("de", "Am 3. Oktober kam Dr. Müller an. Er blieb.", 2),
    ("en", "He paid $3.50. Then he left.", 2),
    ("ar", "وصل الوزير. غادر مساء.", 2),
    ("ja", "犬が走る。猫は寝る。", 2),
    ("hi", "वह आया। वह गया।", 2),
    ("zh-Hans", "他来了。他走了。", 2),
]


@pytest.mark.parametrize(("lang", "text", "count"), TEXTS)
def test_sentences_cover_the_text(stet, lang, text, count):
    found = stet("split", "-", "--lang", lang, "--json", stdin=text.encode()).json["sentences"]
    assert len(found) == count
    assert all(text[one["start"] : one["end"]] == one["text"] for one in found)
    rest = text
    for one in found:
        rest = rest.replace(one["text"], "", 1)
    assert rest.strip() == ""


def test_an_empty_text_has_no_sentence(stet):
    assert stet("split", "-", "--lang", "en", "--json").json == {"sentences": []}


def test_lines_of_json_are_split_one_by_one(stet):
    lines = b'{"id": "a", "lang": "en", "text": "One. Two."}\n{"id": 2, "lang": "de", "text": ""}\n'
    ran = stet("split", "-", "--lines", stdin=lines)
    assert [(one["id"], [each["text"] for each in one["sentences"]]) for one in ran.lines] == [
        ("a", ["One.", "Two."]),
        (2, []),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{broken", "Line 1 is not JSON"),
        (b"[]", "Line 1 has no text"),
        (b'{"id": 1, "text": 5}', "Line 1 has no text"),
        (b'{"id": 1, "text": "a", "lang": "klingon"}', "klingon"),
        (b'{"id": 1, "text": "a", "lang": 5}', "language"),
    ],
)
def test_a_line_that_is_wrong_is_named(stet, line, words):
    ran = stet("split", "-", "--lines", stdin=line)
    assert ran.status == 1
    assert words in ran.err


def test_a_language_is_detected_with_its_certainty(stet):
    text = "Einige Häftlinge stellten sich auch selbst der Polizei in der Stadt."
    found = stet("detect", "-", "--json", stdin=text.encode()).json
    assert found.keys() == {"lang", "confidence", "certainty", "alternatives"}
    assert (found["lang"], found["certainty"]) == ("de", "sure")


@pytest.mark.parametrize("text", [b"", b"123 456", b"  \n"])
def test_what_cannot_be_known_is_unknown(stet, text):
    found = stet("detect", "-", "--json", stdin=text).json
    assert (found["lang"], found["certainty"]) == (None, "unknown")


def test_every_line_gets_an_answer_of_its_own(stet):
    text = "Das ist ein ganzer deutscher Satz.\n\nالسلام عليكم ورحمة الله\n"
    found = stet("detect", "-", "--lines", stdin=text.encode()).lines
    assert [one["lang"] for one in found] == ["de", None, "ar"]


def test_candidates_restrict_the_answer(stet):
    ran = stet(
        "detect", "-", "--candidates", "de,en", "--json", stdin=b"Dit is een Nederlandse zin over honden."
    )
    assert ran.json["lang"] in ("de", "en")
    assert stet("detect", "-", "--candidates", "klingon", stdin=b"x").status == 1
