"""Sentences of the services are recognised by their templates and said in another language."""

import pytest
from babel import Locale

from app.interface import catalogues
from app.interface.sentences import Sentences, Template

GERMAN = Sentences(
    {
        "Segment {position} is locked. Ask a lead to unlock it.": "Segment {position} ist gesperrt. Bitten Sie einen Leiter.",
        "There is already a project called {name}. Choose another name.": "Ein Projekt „{name}“ gibt es schon.",
        "This was undone already.": "Das wurde schon rückgängig gemacht.",
        "The {what} cannot be read: {message}": "{what} ist nicht lesbar: {message}",
        "source": "Der Quelltext",
        "The file has {0} bytes; the limit is {max_bytes}.": "Die Datei hat {0} Bytes, erlaubt sind {max_bytes}.",
        "Replaced “{old}” with “{new}”": "„{old}“ durch „{new}“ ersetzt",
        "{place} has no text.": "{place} ist leer.",
        "Not translated yet: {name}": "",
        "They started from {system}. They favour {system}.": "Sie gingen von {system} aus und bevorzugen {system}.",
    }
)


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("This was undone already.", "Das wurde schon rückgängig gemacht."),
        ("Segment 7 is locked. Ask a lead to unlock it.", "Segment 7 ist gesperrt. Bitten Sie einen Leiter."),
        # names are what people wrote: scripts, dots and line breaks included
        (
            "There is already a project called مشروع. v2. Choose another name.",
            "Ein Projekt „مشروع. v2“ gibt es schon.",
        ),
        (
            "There is already a project called 日本\n語. Choose another name.",
            "Ein Projekt „日本\n語“ gibt es schon.",
        ),
        ("There is already a project called . Choose another name.", "Ein Projekt „“ gibt es schon."),
        # a part of a sentence, and a sentence at the end of another
        (
            "The source cannot be read: The file has 1,234 bytes; the limit is 20.",
            "Der Quelltext ist nicht lesbar: Die Datei hat 1.234 Bytes, erlaubt sind 20.",
        ),
        # what stands in quotation marks are other people's words
        ("Replaced “source” with “{0}”", "„source“ durch „{0}“ ersetzt"),
        ("Not translated yet: x", "Not translated yet: x"),
        ("Something else", "Something else"),
        ("", ""),
    ],
)
def test_a_sentence_finds_its_template(english, german):
    assert GERMAN.say(english, Locale("de")) == german


def test_the_template_that_says_most_wins():
    many = Sentences(
        {"{a} {b}": "short", "Segment {a} {b}": "longer", "Segment {a} is {b}.": "longest {a} {b}"}
    )
    assert many.say("Segment 3 is 4.", Locale("de")) == "longest 3 4"


def test_a_value_that_stands_twice_is_the_same_in_both_places():
    locale = Locale("de")
    assert (
        GERMAN.say("They started from A. They favour A.", locale) == "Sie gingen von A aus und bevorzugen A."
    )
    assert GERMAN.say("They started from A. They favour B.", locale) == "They started from A. They favour B."


@pytest.mark.parametrize("tag", [tag for tag in catalogues.LANGUAGES if tag != "en"])
def test_every_template_of_the_catalogues_can_be_looked_for(tag):
    """A pattern that cannot be compiled would fail only on the page whose sentence reaches it."""
    found = {one.id: one.string for one in catalogues.read(tag) if isinstance(one.id, str) and one.id}
    assert all(Template(english, said).pattern for english, said in found.items())
