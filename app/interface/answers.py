"""The sentences in the API's answers, in the language of the page that asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..domain.models import Piece
from ..domain.summaries import summarise
from .catalogues import Catalogue
from .sentences import PLACE

SENTENCES = {"error", "errors", "sentence", "score_sentence", "summary", "flag_reason", "skipped", "warnings"}


def said(found: Any, catalogue: Catalogue) -> Any:
    """The answer with its sentences said in this language. Texts, names and numbers stay as they are."""
    return _walk(found, catalogue) if catalogue.catalog else found


def _walk(found: Any, catalogue: Catalogue) -> Any:
    if isinstance(found, list):
        return [_walk(one, catalogue) for one in found]
    if not isinstance(found, dict):
        return found
    answer = {
        key: _sentences(value, catalogue) if key in SENTENCES else _walk(value, catalogue)
        for key, value in found.items()
    }
    if "pieces" in found and "summary" in found:
        answer["summary"] = of_difference([Piece(**one) for one in found["pieces"]], catalogue)
    return answer


def of_difference(pieces: Sequence[Piece], catalogue: Catalogue) -> str:
    """The sentence for a difference, built anew, because what it quotes may look like words of its own."""

    def say(text: str, /, **values: object) -> str:
        return PLACE.sub(lambda place: str(values.get(place[1], place[0])), catalogue.say(text))

    return summarise(pieces, say)


def _sentences(value: Any, catalogue: Catalogue) -> Any:
    if isinstance(value, str):
        return catalogue.say(value)
    if isinstance(value, list):
        return [_sentences(one, catalogue) for one in value]
    return _walk(value, catalogue)
