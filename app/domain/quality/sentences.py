"""Sentences of the verdicts and of agreement, whole, so that the interface can say them in other languages."""

from __future__ import annotations

from app.domain.sentences import spoken

NOT_JUDGED = spoken("Nobody has judged a segment yet.")
NOT_MARKED = spoken("Nobody has marked errors yet.")
TOO_LITTLE_TEXT = spoken("Too little text for a score: {words} words are judged, {needed} more are needed.")

# Made by app/domain/scoring/verdicts.py and agreement.py, where commands print them as they are.
COMPOSED = (
    spoken("{better} is better than {worse}."),
    spoken("No clear winner. The difference is at most {points} points either way."),
    spoken("Too little data to tell. About {n} more segments would show a difference of 1 point."),
    spoken("It depends: {one}, {two}."),
    spoken("{system} makes fewer errors"),
    spoken("{system} is rated higher"),
    spoken("{system} needs less editing"),
    spoken("{system} is closer to the reference"),
    spoken(
        "No unit has values of two raters: there is nothing to compare. Let two people rate the same units."
    ),
    spoken("All values are equal: agreement beyond chance cannot be told from them."),
)
