"""What the page of scores shows: a sentence, numbers with what is left out, the most changed segments, the spread."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from ...domain import diff
from ...domain.models import Difference, Document, Project, Segment, SegmentStatistics
from ...domain.scoring import sums
from ...store import documents, projects, scores, segments
from .. import scoring
from ..scoring import DocumentScores, ScoredSegment

MOST_CHANGED = 10


@dataclass(frozen=True, slots=True)
class ChangedSegment:
    """A segment with the share of its words that was changed, and the change itself."""

    document: Document
    segment: Segment
    share: float
    edits: int
    words: int
    difference: Difference


@dataclass(frozen=True, slots=True)
class Bar:
    """How many segments have a share of words changed in [low, high); `high` is None for the last one."""

    low: float
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of the documents in one language, for people."""

    lang: str | None
    scores: DocumentScores
    authors: tuple[str, ...]  # who corrected what is counted, in order of their names
    most_changed: list[ChangedSegment]
    bars: tuple[Bar, ...]
    unchanged: int
    segments: int  # that could be confirmed: all but the left-out ones


@dataclass(frozen=True, slots=True)
class _Counted:
    document: Document
    segment: Segment
    statistics: SegmentStatistics

    @property
    def share(self) -> float:
        return sums.hter(*self.statistics.ter) if self.statistics.ter else 0.0


def of_document(db: Database, document_id: int) -> tuple[Project, Document, Report]:
    document = documents.get(db, document_id)
    report = _report(db, [document], document.target_lang, scoring.of_document(db, document_id))
    return projects.get(db, document.project_id), document, report


def of_project(db: Database, project_id: int) -> tuple[Project, list[Report]]:
    """A report for each target language; languages are never averaged together."""
    found = documents.list_of_project(db, project_id)
    reports = [
        _report(db, [one for one in found if (one.target_lang or "") == lang], lang or None, one_score)
        for lang, one_score in scoring.of_project(db, project_id).items()
    ]
    return projects.get(db, project_id), reports


def scored_segments(db: Database, document_id: int) -> tuple[Document, list[ScoredSegment]]:
    return documents.get(db, document_id), scoring.of_segments(db, document_id)


def _report(db: Database, found: list[Document], lang: str | None, total: DocumentScores) -> Report:
    counted = [one for document in found for one in _counted(db, document)]
    measured = [one for one in counted if one.statistics.ter]
    worst = sorted((one for one in measured if one.share > 0), key=lambda one: -one.share)[:MOST_CHANGED]
    counts = [documents.counts(db, document.id) for document in found]
    return Report(
        lang=lang,
        scores=total,
        authors=tuple(sorted({one.segment.author for one in counted if one.segment.author})),
        most_changed=[_changed(one) for one in worst],
        bars=spread([one.share for one in measured]),
        unchanged=sum(one.share == 0 for one in measured),
        segments=sum(each["all"] - each["left_out"] for each in counts),
    )


def _counted(db: Database, document: Document) -> list[_Counted]:
    statistics = scores.of_segments(db, document.id)
    live = segments.live(db, document.id) if statistics else []
    return [_Counted(document, one, statistics[one.id]) for one in live if one.id in statistics]


def _changed(one: _Counted) -> ChangedSegment:
    edits, words = one.statistics.ter or (0.0, 0.0)
    difference = diff.difference(one.segment.machine or "", one.segment.text, one.document.target_lang)
    return ChangedSegment(one.document, one.segment, one.share, round(edits), round(words), difference)


def spread(shares: list[float]) -> tuple[Bar, ...]:
    """How many shares lie in each tenth, everything of 1 and above in the last bar."""
    tenths = [min(int(share * 10 + 1e-9), 10) for share in shares]
    bars = [Bar(tenth / 10, (tenth + 1) / 10, tenths.count(tenth)) for tenth in range(10)]
    return (*bars, Bar(1.0, None, tenths.count(10)))
