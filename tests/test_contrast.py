"""The colours of app/static/css/tokens.css against the numbers of WCAG, in each theme: text 4.5 (body 7), lines and rings 3."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[1] / "app/static/css/tokens.css").read_text(encoding="utf-8")
GROUNDS = ("bg", "surface", "sunken", "row-active")
BODY = [(ink, ground) for ink in ("text", "text-2") for ground in ("bg", "surface", "row-active")] + [
    (f"{kind}-text", f"{kind}-bg") for kind in ("ins", "del", "move", "find")
]
TEXT = [
    *((ink, ground) for ink in ("text", "text-2", "text-3") for ground in GROUNDS),
    *((ink, ground) for ink in ("accent", "danger", "edited", "approve", "conflict") for ground in GROUNDS),
    *((ink, "surface") for ink in ("minor", "major", "critical", "accent-hover")),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("accent", "accent-soft"),
    ("edited", "edited-soft"),
    ("conflict", "conflict-soft"),
    ("danger", "danger-soft"),
    *(("text", f"{kind}-soft") for kind in ("accent", "edited", "conflict", "danger")),
]
LINES = [
    *((line, ground) for line in ("border-strong", "focus") for ground in GROUNDS),
    *(("focus", ground) for ground in ("accent-soft", "danger-soft", "edited-soft")),
    *((f"{kind}-line", f"{kind}-bg") for kind in ("ins", "del", "move")),
    *((f"{kind}-line", "surface") for kind in ("ins", "del", "move")),
    *((mark, ground) for mark in ("accent", "edited", "approve", "danger") for ground in ("surface", "bg")),
]
THEMES = ("light", "dark", "contrast light", "contrast dark")


def colours(theme):
    """The tokens of a theme: name → #rrggbb."""
    own, contrast = TOKENS.split(':root[data-theme="contrast"]')
    found = {}
    for block in (own, contrast) if theme.startswith("contrast") else (own,):
        for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", block):
            found[name] = dark if theme.endswith("dark") else light
    return found


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_weak(theme, pairs, least):
    values = colours(theme)
    return [
        f"{ink} on {ground}: {contrast(values[ink], values[ground]):.2f}"
        for ink, ground in pairs
        if contrast(values[ink], values[ground]) < least
    ]


def test_the_formula_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("pairs", "least"), [(TEXT, 4.5), (BODY, 7), (LINES, 3)], ids=["text", "body text", "lines and rings"]
)
def test_each_pair_of_colours_has_its_contrast(theme, pairs, least):
    assert too_weak(theme, pairs, least) == []


def test_no_other_file_has_colours_of_its_own():
    folder = Path(__file__).parents[1] / "app/static/css"
    found = {
        path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;,) ])", path.read_text(encoding="utf-8"))
        for path in folder.glob("*.css")
        if path.name != "tokens.css"
    }
    assert not {name: colours for name, colours in found.items() if colours}
