"""How far two raters mark the same words: by characters, the same from either side.

F1 is twice the characters that both marked over the characters that each marked. Containment is the common
characters over those of whoever marked fewer in a segment: 1 where a short mark lies within a long one. A gap
between words counts as one character. Marks without a place are not compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal, NamedTuple

from app.domain.judging.records import Judgement, Mark, Span
from app.domain.scoring import intervals
from app.domain.scoring.intervals import Interval

Character = tuple[str, float]
Pair = tuple[Judgement, Judgement]
Kind = Literal["f1", "f1_same_severity", "f1_same_category", "containment"]
KINDS: Final[tuple[Kind, ...]] = ("f1", "f1_same_severity", "f1_same_category", "containment")


@dataclass(frozen=True, slots=True)
class SpanAgreement:
    """Numbers from 0 to 1; None where nobody marked anything."""

    raters: tuple[str, str] | None  # None: all pairs of raters together
    segments: int
    f1: float | None
    f1_same_severity: float | None
    f1_same_category: float | None
    containment: float | None


def of_judgements(judgements: Iterable[Judgement]) -> list[SpanAgreement]:
    """All pairs of raters together first, then each pair, on the texts that both judged."""
    pairs = _pairs(judgements)
    of_raters: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for one, two in pairs:
        of_raters[one.rater, two.rater].append((one, two))
    found = [_agreement(raters, of_raters[raters]) for raters in sorted(of_raters)]
    return [_agreement(None, pairs), *found] if pairs else []


class OfRaters(NamedTuple):
    """Two or more raters on the texts that at least two of them judged; each share is None where nobody marked anything."""

    texts: int
    raters: int
    shares: dict[Kind, Interval | None]


def of_raters(judgements: Iterable[Judgement], rater: str | None = None) -> OfRaters | None:
    """All raters with each other, or one with all others; None where no text was judged by two of them."""
    pairs = [pair for pair in _pairs(judgements) if rater is None or rater in (pair[0].rater, pair[1].rater)]
    if not pairs:
        return None
    return OfRaters(
        texts=len({_text(pair) for pair in pairs}),
        raters=len({one.rater for pair in pairs for one in pair}),
        shares={kind: _interval(pairs, kind) for kind in KINDS},
    )


def _text(pair: Pair) -> tuple[object, ...]:
    return (pair[0].system, *pair[0].place)


def _interval(pairs: Sequence[Pair], kind: Kind) -> Interval | None:
    """The share with its interval: a ratio of sums over texts, whole documents drawn."""
    of_texts: dict[tuple[object, ...], tuple[int, int]] = {}
    for pair in pairs:
        common, all_ = _counts(pair, kind)
        before = of_texts.get(_text(pair), (0, 0))
        of_texts[_text(pair)] = before[0] + common, before[1] + all_
    if not any(all_ for _, all_ in of_texts.values()):
        return None
    commons, sizes = zip(*of_texts.values(), strict=True)
    documents = [document for _, document, *_ in of_texts]
    return intervals.of_ratio(commons, sizes, documents, floor=0, ceiling=1)


def _counts(pair: Pair, kind: Kind) -> tuple[int, int]:
    """(common characters, those that could be) of one text."""
    label = {"f1_same_severity": "severity", "f1_same_category": "category"}.get(kind, "")
    one, two = _labelled(pair, label)
    if kind == "containment":
        return len(one & two), min(len(one), len(two))
    return 2 * len(one & two), len(one) + len(two)


def severity_confusion(judgements: Iterable[Judgement]) -> Counter[tuple[str | None, str | None]]:
    """How often a mark of one severity met one of another on the same words; None: the other rater marked nothing.

    Marks meet one to one, those with the most common characters first. Both orders of a pair are one key, sorted.
    """
    found: Counter[tuple[str | None, str | None]] = Counter()
    for pair in _pairs(judgements):
        for mine, theirs in _meetings(pair):
            first, second = sorted((mine, theirs), key=lambda severity: (severity is None, severity or ""))
            found[first, second] += 1
    return found


def severities_of(judgements: Iterable[Judgement], rater: str) -> Counter[tuple[str | None, str | None]]:
    """The same for one rater: how often this rater's severity met which one of any other rater."""
    found: Counter[tuple[str | None, str | None]] = Counter()
    for one, two in _pairs(judgements):
        if rater in (one.rater, two.rater):
            for mine, theirs in _meetings((one, two)):
                found[(mine, theirs) if one.rater == rater else (theirs, mine)] += 1
    return found


def _meetings(pair: Pair) -> Iterator[tuple[str | None, str | None]]:
    """The severities of the first rater's marks and of those of the second that they met."""
    mine, others = list(pair[0].marks), list(pair[1].marks)
    for mark, other in _met(mine, others):
        mine.remove(mark)
        others.remove(other)
        yield _plain(mark.severity), _plain(other.severity)
    yield from ((_plain(alone.severity), None) for alone in mine)
    yield from ((None, _plain(alone.severity)) for alone in others)


def _pairs(judgements: Iterable[Judgement]) -> list[Pair]:
    by_text: dict[tuple[object, ...], list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        by_text[judgement.system, *judgement.place].append(judgement)
    return [
        pair
        for judged in by_text.values()
        for pair in combinations(sorted(judged, key=lambda judgement: judgement.rater), 2)
        if pair[0].rater != pair[1].rater
    ]


def _agreement(raters: tuple[str, str] | None, pairs: Sequence[Pair]) -> SpanAgreement:
    plain = [(_characters(one.marks, ""), _characters(two.marks, "")) for one, two in pairs]
    smaller = sum(min(len(one), len(two)) for one, two in plain)
    return SpanAgreement(
        raters=raters,
        segments=len(pairs),
        f1=_f1(plain),
        f1_same_severity=_f1([_labelled(pair, "severity") for pair in pairs]),
        f1_same_category=_f1([_labelled(pair, "category") for pair in pairs]),
        containment=sum(len(one & two) for one, two in plain) / smaller if smaller else None,
    )


def _labelled(pair: Pair, label: str) -> tuple[set[tuple[str, Character]], set[tuple[str, Character]]]:
    one, two = pair
    return _characters(one.marks, label), _characters(two.marks, label)


def _f1(pairs: Sequence[tuple[set[tuple[str, Character]], set[tuple[str, Character]]]]) -> float | None:
    marked = sum(len(one) + len(two) for one, two in pairs)
    return 2 * sum(len(one & two) for one, two in pairs) / marked if marked else None


def _characters(marks: Sequence[Mark], label: str) -> set[tuple[str, Character]]:
    """The marked characters, each with the mark's severity or category where that has to agree, too."""
    return {
        (_plain(str(getattr(mark, label) or "")) if label else "", character)
        for mark in marks
        for span in mark.spans
        for character in _of_span(span)
    }


def _of_span(span: Span) -> Iterator[Character]:
    if span.start == span.end:
        yield span.side, span.start - 0.5
    for place in range(span.start, span.end):
        yield span.side, place


def _met(mine: Sequence[Mark], others: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
    common = [
        (len(_characters([mark], "") & _characters([other], "")), i, j)
        for i, mark in enumerate(mine)
        for j, other in enumerate(others)
    ]
    taken: list[tuple[int, int]] = []
    for size, i, j in sorted(common, key=lambda found: (-found[0], found[1], found[2])):
        if size and all(i != one and j != two for one, two in taken):
            taken.append((i, j))
    return [(mine[i], others[j]) for i, j in taken]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
