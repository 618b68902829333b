"""A mark for the words of the domain that people read, so that the catalogues of the interface list them."""

from __future__ import annotations


def spoken(text: str) -> str:
    """A sentence, or a part of one, that people read. It comes back unchanged; readers get it in their language."""
    return text
