"""The records as the plain values that scripts rely on: the keys of the command line's and the API's JSON."""

from __future__ import annotations

from typing import Any

from ..domain.models import Difference, Document, Draft, Project, Revision, Score, Segment
from ..store.history.points import Point
from ..store.questions import Mention, Question
from .changing.batching import Changed
from .recalling.blaming import Ancestor, Run
from .recalling.comparing import Compared
from .removing import Removal
from .reviewing import Said
from .scoring import DocumentScores
from .searching import Hit
from .watching import DocumentNews, News, Seen

SEGMENT = (
    "id",
    "position",
    "paragraph",
    "kind",
    "state",
    "left_out",
    "locked",
    "editorial",
    "source",
    "machine",
    "text",
    "reference",
    "revision",
)
MORE_OF_SEGMENT = (
    "document_id",
    "cut",
    "flag",
    "flag_reason",
    "source_check",
    "author",
    "changed_at",
    "is_live",
    "flagged",
    "direction",
    "locked_by",
)


def segment_line(one: Segment) -> dict[str, Any]:
    """What `stet segments --json` prints: these keys and no others."""
    candidates = [{"system": each.system, "text": each.text} for each in one.candidates]
    return {**_keys(one, SEGMENT), "candidates": candidates}


def segment(one: Segment) -> dict[str, Any]:
    candidates = [{"system": each.system, "text": each.text} for each in one.candidates]
    return {**_keys(one, SEGMENT), "candidates": candidates, **_keys(one, MORE_OF_SEGMENT)}


def revision(one: Revision) -> dict[str, Any]:
    return _keys(one, ("number", "text", "author", "made_at", "kind", "state"))


def draft(one: Draft) -> dict[str, Any]:
    return _keys(one, ("segment_id", "text", "base_revision", "op_id", "saved_at"))


def project(one: Project) -> dict[str, Any]:
    return _keys(one, ("id", "name", "source_lang", "target_lang", "is_demo", "created_at"))


def document(one: Document, counts: dict[str, int]) -> dict[str, Any]:
    keys = ("id", "project_id", "name", "format", "system", "units", "source_lang", "target_lang", "encoding")
    found = _keys(one, (*keys, "has_source", "created_at", "created_by"))
    return {**found, "segments": counts["all"], "left_out": counts["left_out"], "counts": counts}


def question(one: Question) -> dict[str, Any]:
    return _keys(one, ("id", "segment_id", "author", "text", "made_at", "resolved_at", "resolved_by", "kind"))


def mention(one: Mention) -> dict[str, Any]:
    place = _keys(one, ("position", "document_id", "document_name", "project_id", "project_name"))
    return {**question(one.question), **place}


def score(one: Score) -> dict[str, Any]:
    interval = list(one.interval) if one.interval else None
    return {**_keys(one, ("score", "signature", "n", "reason")), "interval": interval}


def segment_scores(found: dict[str, Score] | None) -> dict[str, Any] | None:
    return {name: score(one) for name, one in found.items()} if found else None


def scores(one: DocumentScores) -> dict[str, Any]:
    return {
        **{name: score(each) for name, each in one.scores.items()},
        "n": one.n,
        "words_changed": one.words_changed,
        "words": one.words,
        "not_counted": one.left_out_of_it,
        "sentence": one.sentence,
    }


def changed(one: Changed) -> dict[str, Any]:
    batch = _keys(one.batch, ("id", "kind", "summary", "author", "made_at", "undoes", "undone_by"))
    found = [segment(each) for each in one.segments]
    return {"batch": batch, "segments": found, "removed": one.removed, "skipped": one.skipped}


def news(one: News) -> dict[str, Any]:
    """What a page needs to show what others did; `number` is what it asks with next time."""
    present = {
        str(document_id): [_keys(each, ("person_id", "name", "segment_id")) for each in found]
        for document_id, found in one.present.items()
    }
    return {
        "number": one.number,
        "documents": [_document_news(each) for each in one.documents],
        "present": present,
    }


def _seen(one: Seen) -> dict[str, Any]:
    return {
        **segment(one.segment),
        "open_questions": one.questions,
        "open_comments": one.comments,
        "difference": difference(one.difference) if one.difference else None,
        "sent_back": said(one.sent_back) if one.sent_back else None,
    }


def _document_news(one: DocumentNews) -> dict[str, Any]:
    return {
        "document": {"id": one.document_id, "counts": one.counts, "score_sentence": one.score_sentence},
        "segments": [_seen(each) for each in one.segments],
        "removed": one.removed,
        "is_too_much": one.is_too_much,
    }


def difference(one: Difference) -> dict[str, Any]:
    pieces = [{"op": each.op, "text": each.text, "move": each.move} for each in one.pieces]
    return {"pieces": pieces, "summary": one.summary}


def said(one: Said) -> dict[str, Any]:
    keys = ("id", "revision", "author", "editor", "verdict", "reason", "note", "suggestion", "made_at")
    change = difference(one.suggestion) if one.suggestion else None
    return {**_keys(one.verdict, keys), "is_open": one.is_open, "suggestion_difference": change}


def run(one: Run) -> dict[str, Any]:
    return _keys(one, ("text", "segment_id", "revision", "author", "made_at", "instead"))


def ancestor(one: Ancestor) -> dict[str, Any]:
    """`how` says what made another segment, `made_segment_id`, of this one."""
    made = [revision(each) for each in one.revisions]
    place = {"segment_id": one.segment.id, "machine": one.segment.machine}
    return {**place, **_keys(one, ("how", "made_segment_id")), "revisions": made}


def point(one: Point) -> dict[str, Any]:
    return _keys(one, ("id", "document_id", "name", "author", "made_at"))


def compared(one: Compared) -> dict[str, Any]:
    ids = [each.id for each in one.segments]
    return {"segment_ids": ids, **_keys(one, ("position", "source", "author")), **difference(one.difference)}


def removal(one: Removal) -> dict[str, Any]:
    return _keys(one, ("document_name", "removed_by", "removed_at"))


def hit(one: Hit, field: str) -> dict[str, Any]:
    """A place that was found; `spans` are code points of the field that was searched."""
    segment = one.segment
    return {
        "segment_id": segment.id,
        "document_id": one.document.id,
        "document_name": one.document.name,
        **_keys(segment, ("position", "state", "left_out", "revision", "source", "machine", "text")),
        **_keys(one.document, ("source_lang", "target_lang")),
        "field": field,
        "spans": [list(span) for span in one.spans],
    }


def _keys(one: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}
