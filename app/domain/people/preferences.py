"""What a person may choose for their own screens: a closed list of names and values."""

from __future__ import annotations

import re
from typing import Any

from ..errors import Invalid
from ..sentences import spoken

DEFAULTS: dict[str, Any] = {
    "language": "",  # as the browser asks
    "theme": "system",
    "text_size": 17,
    "density": "normal",
    "font": "sans",
    "width": "normal",
    "view": "columns",
    "difference": "inline",
    "keys": {},
    "single_keys": True,
    "verbosity": "normal",
    "spellcheck": True,
    "hints_seen": [],  # hints that were dismissed and do not come back
    "panel_width": 336,
}
CHOICES: dict[str, tuple[str, ...]] = {
    "language": ("", "en", "de", "fr", "es", "ar", "ja"),
    "theme": ("system", "light", "dark", "contrast"),
    "density": ("compact", "normal", "airy"),
    "font": ("sans", "serif"),
    "width": ("narrow", "normal", "wide"),
    "view": ("columns", "compact", "stacked", "text", "read"),
    "difference": ("inline", "characters", "lines", "off"),
    "verbosity": ("normal", "brief", "off"),
}
TEXT_SIZES = range(15, 23)
PANEL_WIDTHS = range(280, 481)
MOST_KEYS = 100
MOST_HINTS = 200

_NAMED = "Enter|Escape|Delete|Home|End|PageUp|PageDown|Arrow(?:Up|Down|Left|Right)|F(?:[1-9]|1[0-2])"
_CHORD = re.compile(rf"(?:Mod\+)?(?:Alt\+)?(?:Shift\+)?(?:[A-Z0-9]|[^\w\s]|{_NAMED})")
_HINT = re.compile(r"[a-z0-9][A-Za-z0-9-]{0,59}")
_ACTION = re.compile(r"[a-z][a-z-]{0,39}")

# Keys that belong to browsers, systems, input methods and screen readers, as patterns, with the owner.
NEVER: tuple[tuple[str, str], ...] = (
    (r"Mod\+(Shift\+)?[FG]|F3|Shift\+F3", spoken("the browser's search, and input methods")),
    (
        r"Mod\+(Shift\+)?[NTWQ]|Mod\+(Shift\+)?(Tab|PageUp|PageDown)|(Mod|Alt)\+[0-9]",
        spoken("tabs and windows"),
    ),
    (r"Mod\+[\[\]]|Alt\+Arrow(Left|Right)|Alt\+Home", spoken("going back and forward")),
    (r"Mod\+(Shift\+)?[-+=]|Mod\+0", spoken("zooming")),
    (r"Mod\+Alt\+.*", spoken("letters that are typed with AltGr, and screen readers")),
    (r"Alt\+(Shift\+)?[A-Z]", spoken("menus and typed characters")),
    (r"Mod\+[.;]", spoken("input methods")),
    (r"Alt\+(PageUp|PageDown)|Alt\+F4", spoken("the system")),
    (r"Mod\+Shift\+([CIJK]|Delete)|F12", spoken("the browser's own tools")),
    (
        r"Mod\+(Shift\+)?Arrow\w+|Mod\+(Home|End)|(Shift\+)?(Home|End|PageUp|PageDown|Arrow\w+)",
        spoken("moving the caret"),
    ),
    (r"Mod\+(Shift\+)?[ACVX]|Mod\+(Shift\+)?[RPOLDHJU]|F1|F5|F6|F7|F10|F11", spoken("the browser")),
    (r"(Shift\+)?Enter", spoken("writing")),
)


def check(name: str, value: Any) -> Any:
    """The value, if this preference may have it; raises Invalid with what there is to choose from."""
    if name not in DEFAULTS:
        raise Invalid(f"There is no preference {name}. Choose one of: {', '.join(DEFAULTS)}.")
    if name in CHOICES and value not in CHOICES[name]:
        raise Invalid(f"{name} must be one of: {', '.join(CHOICES[name])}.")
    if name == "text_size" and (isinstance(value, bool) or value not in TEXT_SIZES):
        raise Invalid(f"text_size must be a whole number from {TEXT_SIZES[0]} to {TEXT_SIZES[-1]}.")
    if name == "panel_width" and (isinstance(value, bool) or value not in PANEL_WIDTHS):
        raise Invalid(f"panel_width must be a whole number from {PANEL_WIDTHS[0]} to {PANEL_WIDTHS[-1]}.")
    if name in ("single_keys", "spellcheck") and not isinstance(value, bool):
        raise Invalid(f"{name} must be true or false.")
    if name == "hints_seen":
        _check_hints(value)
    return _check_keys(value) if name == "keys" else value


def _check_hints(hints: Any) -> None:
    if not isinstance(hints, list) or len(hints) > MOST_HINTS:
        raise Invalid(f"hints_seen must be a list of at most {MOST_HINTS} names.")
    if not all(isinstance(one, str) and _HINT.fullmatch(one) for one in hints):
        raise Invalid("hints_seen holds names of small letters, digits and hyphens.")


def _check_keys(keys: Any) -> dict[str, list[str]]:
    """Chords by action. An empty list takes an action's keys away."""
    if not isinstance(keys, dict) or len(keys) > MOST_KEYS:
        raise Invalid("keys must be an object of actions and their chords.")
    for action, chords in keys.items():
        if not (isinstance(action, str) and _ACTION.fullmatch(action)):
            raise Invalid(f"{action!r} is no action.")
        if not (
            isinstance(chords, list) and len(chords) <= 5 and all(isinstance(one, str) for one in chords)
        ):
            raise Invalid(f"The keys of {action} must be a list of at most five.")
        for chord in chords:
            check_chord(chord)
    return keys


def check_chord(chord: str) -> None:
    """Raises Invalid for what is no chord, and for a key that must stay the browser's, the system's or the caret's."""
    if not _CHORD.fullmatch(chord):
        raise Invalid(f"{chord[:40]!r} is no key. Write it like Mod+Shift+Enter, Alt+ArrowDown, F8 or X.")
    owner = next((owner for pattern, owner in NEVER if re.fullmatch(pattern, chord)), None)
    if owner:
        raise Invalid(f"{chord} stays free for {owner}. Choose another key.")
