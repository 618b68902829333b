"""Preferences are a closed list, and no key is taken from browsers, systems, input methods or screen readers."""

import pytest

from app.domain.errors import Invalid
from app.domain.people import preferences


@pytest.mark.parametrize(
    "chord",
    [
        "Mod+F",
        "Mod+G",
        "F3",
        "Mod+N",
        "Mod+T",
        "Mod+W",
        "Mod+Q",
        "Mod+1",
        "Mod+9",
        "Alt+1",
        "Mod+[",
        "Mod+PageUp",
        "Mod+Alt+E",
        "Mod+Alt+ArrowUp",
        "Alt+F",
        "Alt+E",
        "Mod+Shift+F",
        "Mod+.",
        "Mod+;",
        "Alt+PageUp",
        "Mod+Shift+C",
        "Mod+Shift+I",
        "Mod+Shift+J",
        "Mod+Shift+K",
        "Mod+Shift+Delete",
        "Mod+ArrowUp",
        "Mod+Shift+ArrowDown",
        "Mod+V",
        "Mod+C",
        "Mod+0",
        "Mod+-",
        "Alt+ArrowLeft",
        "F5",
        "F6",
        "F7",
        "F12",
        "Enter",
        "Home",
    ],
)
def test_keys_that_are_never_used_are_refused_with_their_owner(chord):
    with pytest.raises(Invalid, match="stays free for"):
        preferences.check("keys", {"confirm": [chord]})


@pytest.mark.parametrize(
    "chord", ["", "Ctrl+K", "Shift+Mod+K", "Mod", "k", "Insert", "CapsLock", "Mod+Space", "ß", "Mod+ "]
)
def test_what_is_no_chord_is_refused(chord):
    with pytest.raises(Invalid, match="is no key"):
        preferences.check("keys", {"confirm": [chord]})


def test_every_default_is_a_value_that_may_be_chosen():
    for name, value in preferences.DEFAULTS.items():
        assert preferences.check(name, value) == value


@pytest.mark.parametrize(
    "chord",
    ["Mod+Enter", "Mod+Shift+Enter", "Alt+ArrowDown", "F8", "Shift+F8", "Mod+K", "Mod+/", "?", "X", "F2"],
)
def test_keys_that_may_be_chosen(chord):
    assert preferences.check("keys", {"confirm": [chord]}) == {"confirm": [chord]}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("colour", "red"),
        ("theme", "pink"),
        ("theme", ["dark"]),
        ("text_size", 14),
        ("panel_width", 279),
        ("panel_width", 480.5),
        ("spellcheck", 1),
        ("hints_seen", "spelling-de"),
        ("hints_seen", ["<b>"]),
        ("text_size", True),
        ("text_size", "17"),
        ("single_keys", 1),
        ("keys", []),
        ("keys", {"Bad Action": []}),
        ("keys", {"confirm": "Mod+K"}),
        ("verbosity", None),
    ],
)
def test_other_names_and_values_are_refused(name, value):
    with pytest.raises(Invalid):
        preferences.check(name, value)
