"""Scores of machine text against the corrections people confirmed: from stored sums, live, for segment, document, project."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from ..domain.models import COUNTED_STATES, Document, Score, ScoreSums, Segment, SegmentStatistics
from ..domain.scoring import statistics, sums
from ..store import documents, projects, scores, segments


@dataclass(frozen=True, slots=True)
class DocumentScores:
    """Every score of a document, what was counted and what was left out of it."""

    scores: dict[str, Score]
    n: int
    words_changed: int
    words: int
    left_out_of_it: dict[str, int]
    sentence: str


def statistics_of(machine: str | None, text: str, lang: str | None) -> SegmentStatistics | None:
    """What a save will add to the sums: computed before the transaction, since it may take milliseconds."""
    return None if machine is None else statistics.of_segment(machine, text, lang)


def counts(segment: Segment, state: str) -> bool:
    """Whether a segment in this state belongs into the machine's score."""
    return (
        state in COUNTED_STATES
        and segment.is_live
        and segment.machine is not None
        and not (segment.left_out or segment.editorial or segment.locked)
    )


def recount(
    db: Database, document: Document, segment: Segment, ready: SegmentStatistics | None = None
) -> None:
    """Bring the sums up to date with a segment as it stands now, inside the caller's transaction."""
    wanted = None
    if counts(segment, segment.state):
        wanted = ready or statistics_of(segment.machine, segment.text, document.target_lang)
    elif scores.find(db, segment.id) is None:
        return
    scores.replace(db, document.id, segment.id, wanted, revision=segment.revision)


def of_document(db: Database, document_id: int) -> DocumentScores:
    document = documents.get(db, document_id)
    return _scores(db, [document], document.target_lang)


def of_project(db: Database, project_id: int) -> dict[str, DocumentScores]:
    """Scores for each target language of a project; languages are never averaged together."""
    projects.get(db, project_id)
    by_language: dict[str, list[Document]] = {}
    for document in documents.list_of_project(db, project_id):
        by_language.setdefault(document.target_lang or "", []).append(document)
    return {lang: _scores(db, found, lang or None) for lang, found in sorted(by_language.items())}


def _scores(db: Database, found: list[Document], lang: str | None) -> DocumentScores:
    total = sums.join(scores.of_document(db, one.id) for one in found)
    left_out = dict.fromkeys(("not_confirmed", "left_out", "editorial", "no_ter"), 0)
    for document in found:
        counted = documents.counts(db, document.id)
        left_out["left_out"] += counted["left_out"]
        left_out["editorial"] += counted["editorial"]
        left_out["not_confirmed"] += counted["todo"] + counted["edited"] + counted["sent_back"]
    left_out["no_ter"] = total.n - total.ter_n
    words, changed = round(total.ter[1]), round(total.ter[0])
    return DocumentScores(
        scores=sums.corpus(total, lang),
        n=total.n,
        words_changed=changed,
        words=words,
        left_out_of_it=left_out,
        sentence=sentence(total.ter_n, changed, words, left_out["editorial"]),
    )


def sentence(n: int, changed: int, words: int, editorial: int = 0) -> str:
    """What the workbench says of the score, in words."""
    if not n:
        return "Nothing is confirmed yet, so there is nothing to score."
    sentences = "1 confirmed sentence" if n == 1 else f"{n} confirmed sentences"
    text = f"{changed} of {words} words changed in {sentences}"
    if editorial:
        text += f"; {editorial} editorial {'change' if editorial == 1 else 'changes'} not counted"
    return text + "."


@dataclass(frozen=True, slots=True)
class ScoredSegment:
    segment: Segment
    statistics: SegmentStatistics
    scores: dict[str, Score]


def of_segments(db: Database, document_id: int) -> list[ScoredSegment]:
    """Every counted segment with its own scores, in order of position."""
    document = documents.get(db, document_id)
    found = scores.of_segments(db, document_id)
    live = {segment.id: segment for segment in segments.live(db, document_id)}
    return [
        ScoredSegment(live[segment_id], one, sums.segment_scores(one, document.target_lang))
        for segment_id, one in found.items()
        if segment_id in live
    ]


def of_segment(db: Database, segment_id: int) -> dict[str, Score] | None:
    """The scores of a segment, None while it does not count."""
    document = documents.get(db, segments.get(db, segment_id).document_id)
    found = scores.find(db, segment_id)
    return sums.segment_scores(found, document.target_lang) if found else None


def stored(db: Database, document_id: int) -> ScoreSums:
    """The sums that saves have kept."""
    return scores.of_document(db, document_id)


def recomputed(db: Database, document_id: int) -> ScoreSums:
    """The same sums from the texts alone: what `stet doctor` compares them with."""
    lang = documents.get(db, document_id).target_lang
    counted = (one for one in segments.live(db, document_id) if counts(one, one.state))
    found = (statistics_of(one.machine, one.text, lang) for one in counted)
    return sums.total(one for one in found if one is not None)
