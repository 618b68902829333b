"""Scores of whole texts, line by line against references, as sacreBLEU's own command computes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from app.domain.scoring.recipes import BLEU_TOKENIZERS, primary_subtag

Name = Literal["bleu", "chrf", "chrf++", "ter"]
Counts = list[float]


class Options(NamedTuple):
    metrics: tuple[Name, ...] = ("bleu",)
    target_lang: str | None = None
    lowercase: bool = False
    bleu_tokenize: str | None = None


class Lines(NamedTuple):
    """Systems and references of the same length, line i of each belonging together."""

    systems: tuple[tuple[str, ...], ...]
    references: tuple[tuple[str, ...], ...]

    def part(self, start: int, end: int) -> Lines:
        return Lines(
            tuple(lines[start:end] for lines in self.systems),
            tuple(lines[start:end] for lines in self.references),
        )


def metric(name: Name, options: Options, references: int) -> Metric:
    """sacreBLEU's metric with the options; TER takes sacreBLEU's defaults in every language."""
    made: Metric
    if name == "bleu":
        known = BLEU_TOKENIZERS.get(primary_subtag(options.target_lang), "13a")
        made = BLEU(lowercase=options.lowercase, tokenize=options.bleu_tokenize or known, force=True)
    elif name == "ter":
        made = TER()
    else:
        made = CHRF(lowercase=options.lowercase, word_order=2 if name == "chrf++" else 0)
    made.num_refs = references
    return made


def counts(name: Name, options: Options, lines: Lines) -> list[list[Counts]]:
    """The statistics of each line, for each system."""
    made = metric(name, options, len(lines.references))
    of_line = _ter_counts if isinstance(made, TER) else _ngram_counts
    rows = [of_line(made, hypotheses, references) for hypotheses, references in _side_by_side(lines)]
    return [list(column) for column in zip(*rows, strict=True)]


def corpus_score(made: Metric, of_lines: Sequence[Counts]) -> float:
    return float(made._aggregate_and_compute(list(of_lines)).score)


def line_scores(made: Metric, of_lines: Sequence[Counts]) -> list[float]:
    """The score of each line alone; BLEU with the n-gram orders that the line has."""
    if isinstance(made, BLEU):
        made = BLEU(
            lowercase=made.lowercase, tokenize="none", force=True, effective_order=True
        )  # nothing is tokenised any more: the counts are there
    return [float(made._compute_score_from_stats(list(line)).score) for line in of_lines]


def _side_by_side(lines: Lines) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    return zip(zip(*lines.systems, strict=True), zip(*lines.references, strict=True), strict=True)


def _ngram_counts(made: Metric, hypotheses: Sequence[str], references: Sequence[str]) -> list[Counts]:
    # One line at a time: sacreBLEU keeps the n-grams of all references, which costs more than counting them.
    known = made._extract_reference_info([made._preprocess_segment(text) for text in references])
    return [made._compute_segment_statistics(made._preprocess_segment(text), known) for text in hypotheses]


def _ter_counts(made: Metric, hypotheses: Sequence[str], references: Sequence[str]) -> list[Counts]:
    from app.domain.scoring import ter  # rapidfuzz is loaded for those who ask for TER only

    known = [made._preprocess_segment(text).split() for text in references]
    length = sum(map(len, known)) / len(known)
    found = []
    for text in hypotheses:
        words = made._preprocess_segment(text).split()
        found.append([min(ter.edits(words, reference, None) or 0 for reference in known), length])
    return found
