"""What BLEU and chrF count in each line, for many lines and systems at once.

Rows are sacreBLEU's `_compute_segment_statistics`: BLEU both lengths, then matches and totals of each order;
chrF for each order the machine's n-grams, the reference's and what they share.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from app.domain.scoring.counting import ngrams, words
from app.domain.scoring.counting.ngrams import Integers, Texts

Side = Sequence[str]  # one text for each line


def bleu(metric: BLEU, systems: Sequence[Side], references: Sequence[Side]) -> list[Integers]:
    """For each system a row for each line; with several references as often as any of them has an n-gram."""
    longest = metric.max_ngram_order
    sides = [words.of_lines(metric, side) for side in (*systems, *references)]
    texts = _of_words(sides, longest - 1)
    others = range(len(systems), len(sides))
    matches = np.zeros((len(systems), longest, len(texts.lengths)), np.int64)
    for order, found in ngrams.groups(texts, longest):
        for system in range(len(systems)):
            matches[system, order - 1] = ngrams.common(len(texts.lengths), found, system, others)
    return [_bleu_rows(texts.lengths, number, others, matches[number]) for number in range(len(systems))]


def chrf(metric: CHRF, systems: Sequence[Side], references: Sequence[Side]) -> list[Integers]:
    """For each system a row for each line, against the reference that gives the line its best score."""
    sides = [
        [text.lower() for text in side] if metric.lowercase else side for side in (*systems, *references)
    ]
    letters = [["".join(text.split()) for text in side] for side in sides]
    parts = [(_of_characters(letters, metric.char_order - 1), metric.char_order)]
    if metric.word_order:
        separated = [[metric._remove_punctuation(text) for text in side] for side in sides]
        parts.append((_of_words(separated, metric.word_order - 1), metric.word_order))
    counted = _Shared(parts, len(systems), len(references))
    return [
        _best(metric, [counted.row(system, other) for other in range(len(references))])
        for system in range(len(systems))
    ]


def closest(length: Integers, others: Integers) -> Integers:
    """Of the references' lengths (lines × references) the nearest to the machine's; of two the shorter."""
    distance = np.abs(others - length[:, None])
    best = np.lexsort((others, distance), axis=1)[:, 0] if others.shape[1] > 1 else np.zeros(len(others), int)
    return others[np.arange(len(others)), best]


def _bleu_rows(lengths: Integers, number: int, others: range, matches: Integers) -> Integers:
    own = lengths[:, number]
    columns = [own, closest(own, lengths[:, list(others)]), *matches]
    columns += [ngrams.totals(own, order) for order in range(1, len(matches) + 1)]
    return np.stack(columns, axis=1)


class _Shared:
    """The n-grams that each system shares with each reference."""

    def __init__(self, parts: Sequence[tuple[Texts, int]], systems: int, references: int) -> None:
        self._parts = parts
        self._systems = systems
        self._matches: list[Integers] = []
        for texts, longest in parts:
            lines = len(texts.lengths)
            matches = np.zeros((longest, systems, references, lines), np.int64)
            for order, found in ngrams.groups(texts, longest):
                for system in range(systems):
                    for other in range(references):
                        matches[order - 1, system, other] = ngrams.common(
                            lines, found, system, [systems + other]
                        )
            self._matches.append(matches)

    def row(self, system: int, reference: int) -> Integers:
        """[machine's, reference's, shared] for each order, a row for each line."""
        columns: list[Integers] = []
        for (texts, longest), matches in zip(self._parts, self._matches, strict=True):
            for order in range(1, longest + 1):
                there = ngrams.totals(texts.lengths[:, self._systems + reference], order)
                here = ngrams.totals(texts.lengths[:, system], order)
                # sacreBLEU counts no n-grams of an order that the reference is too short for.
                columns += [np.where(there > 0, here, 0), there, matches[order - 1, system, reference]]
        return np.stack(columns, axis=1)


def _best(metric: CHRF, rows: Sequence[Integers]) -> Integers:
    if len(rows) == 1:
        return rows[0]
    from app.domain.scoring.counting import totals

    scores = np.array([totals.chrf(metric, row) for row in rows])
    return np.stack(rows)[scores.argmax(0), np.arange(len(rows[0]))]


def _of_words(sides: Sequence[Sequence[Sequence[str]]], gap: int) -> Texts:
    rows = list(zip(*sides, strict=True))
    lengths = np.array([[len(text) for text in row] for row in rows], np.int64)
    flat = list(chain.from_iterable(chain.from_iterable(rows)))
    table = {word: number for number, word in enumerate(dict.fromkeys(flat), start=1)}
    units = np.fromiter(map(table.__getitem__, flat), np.uint32, len(flat))
    return Texts(_with_gaps(units, lengths, gap), lengths, gap)


def _of_characters(sides: Sequence[Side], gap: int) -> Texts:
    rows = list(zip(*sides, strict=True))
    lengths = np.array([[len(text) for text in row] for row in rows], np.int64)
    text = "".join(chain.from_iterable(rows))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return Texts(_with_gaps(_numbered(codes), lengths, gap), lengths, gap)


def _numbered(codes: ngrams.Units) -> ngrams.Units:
    """The characters numbered from 1 in the order of their code points."""
    known = np.zeros(int(codes.max(initial=0)) + 1, np.uint32)
    known[codes] = 1
    return np.cumsum(known, dtype=np.uint32)[codes]


def _with_gaps(units: ngrams.Units, lengths: Integers, gap: int) -> ngrams.Units:
    spaced = np.zeros(len(units) + gap * lengths.size, np.uint32)
    texts = np.repeat(np.arange(lengths.size), lengths.ravel())
    spaced[np.arange(len(units)) + gap * texts] = units
    return spaced
