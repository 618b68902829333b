"""A pseudo-language for tests: English with accents and 40 % more length, in brackets, so that the eye and a test see
which words come from a catalogue and which were forgotten."""

from __future__ import annotations

import re

from babel.messages.catalog import Catalog

ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "àƀćďéƒĝĥíĵķĺɱñóƥɋŕšţúṽŵẋýžÀƁĆĎÉƑĜĤÍĴĶĹṀÑÓƤɊŔŠŢÚṼŴẊÝŽ",
)
KEPT = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}|<[^>]+>|&\w+;")
LONGER = 0.4


def catalogue(like: Catalog) -> Catalog:
    """Every message of another catalogue, in the pseudo-language."""
    made = Catalog(locale="en", domain="messages")
    for message in like:
        if message.id:
            forms = (message.id,) if isinstance(message.id, str) else message.id
            said = tuple(pseudo(form) for form in forms)
            string = said[0] if isinstance(message.id, str) else said
            made.add(message.id, string, locations=message.locations, context=message.context)
    return made


def pseudo(text: str) -> str:
    """The text with accents, in brackets and longer; placeholders and markup stay."""
    kept = KEPT.findall(text)
    letters = [part.translate(ACCENTS) for part in KEPT.split(text)]
    mixed = "".join(part + mark for part, mark in zip(letters, [*kept, ""], strict=True))
    more = max(1, round(LONGER * len(KEPT.sub("", text))) - 2)
    return f"⟦{mixed}{('·' + 'ẽ' * 5) * (more // 6)}{'ẽ' * (more % 6)}⟧"
