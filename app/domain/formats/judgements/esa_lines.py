"""ESA's JSON lines: an object a text with its score and spans, or an object a segment with those of all systems.

Spans are `start_i` and `end_i` in code points. Files made before 2024-11-29 count the last character in and later
ones do not, and nothing in a file says which it is: a span with start = end must be of the first kind, one that ends
at the text's length of the second. What was found out is a warning, and offsets here are always half-open.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from app.domain.errors import Invalid
from app.domain.formats.judgements import lines
from app.domain.formats.judgements.faults import Faults
from app.domain.formats.judgements.values import from_json, is_place
from app.domain.judging.pieces import covering
from app.domain.judging.records import Judgement, Judgements, Mark, Side, Span
from app.domain.models import ImportWarning

Object = dict[str, object]
Ending = Literal["inclusive", "half-open"]
PIECES = "pieces"  # where one error has several places, in our own files
OFFSETS = "offsets"  # our own files say how they count
MISSING = "missing"
OMISSION = "Accuracy/Omission"
NAMES: Mapping[str, tuple[str, ...]] = {
    "system": ("system", "system_id"),
    "segment": ("line_id", "seg_id", "segment", "segment_id", "item_id", "id"),
    "document": ("doc_id", "doc", "document"),
    "domain": ("domain",),
    "rater": ("annotator", "rater", "user", "user_id", "login"),
    "source": ("src", "source", "src_text"),
    "target": ("tgt", "target", "tgt_text", "mt", "translation"),
    "score": ("esa_score", "score", "rating"),
    "spans": ("esa_spans", "spans", "errors", "error_spans"),
}
SCORE, SPANS = ", ".join(NAMES["score"]), ", ".join(NAMES["spans"])
AGAIN = "of judgements of one text by one person the last one counts; earlier ones: {count}."
NOBODY = "rater"  # where the file names no one
JOINT = "_#_"  # between document and line, where a segment has one name


@dataclass(frozen=True, slots=True)
class Objects:
    """The objects as they stand in the file, with the line of each."""

    objects: tuple[Object, ...]
    numbers: tuple[int, ...]


def read(text: str, name: str) -> Objects:
    """The objects of a file, or one sentence about its bad lines."""
    found, _ = lines.split(text)
    faults = Faults(name)
    objects: list[Object] = []
    numbers: list[int] = []
    for number, line in enumerate(found, start=1):
        if not line.strip():
            continue
        try:
            value = from_json(line)
        except ValueError as error:
            faults.add(number, f"this is not JSON ({error}).")
            continue
        if not isinstance(value, dict):
            faults.add(number, "this is not a JSON object.")
            continue
        objects.append(value)
        numbers.append(number)
    faults.refuse_if_any()
    return Objects(tuple(objects), tuple(numbers))


def write(objects: Objects) -> str:
    """The text of the objects, one a line; `read` makes the same objects of it."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects.objects)


def judgements(objects: Objects, name: str) -> Judgements:
    """What each rater said about each text."""
    faults = Faults(name)
    flat = [
        (number, one)
        for number, each in zip(objects.numbers, objects.objects, strict=True)
        for one in _flat(each, number)
    ]
    _refuse_what_says_nothing(flat, faults)
    ending, warning = _ending(flat, name)
    read_ = [_judgement(one, number, ending, faults) for number, one in flat]
    faults.refuse_if_any()
    found, again = _latest([judgement for judgement in read_ if judgement])
    sentences = [warning, AGAIN.format(count=again) if again else None]
    return Judgements(
        tuple(found),
        ("earlier",) if again else (),
        tuple(ImportWarning(None, sentence) for sentence in sentences if sentence),
    )


def of_judgements(said: Iterable[Judgement]) -> Objects:
    """An object for each judgement, with half-open offsets and a word that says so."""
    objects: list[Object] = [
        {
            "system": judgement.system,
            "doc_id": judgement.document,
            "line_id": judgement.segment,
            "domain": judgement.domain,
            "annotator": judgement.rater,
            "src": judgement.source,
            "tgt": judgement.target,
            "esa_score": judgement.rating,
            **({} if judgement.is_rated_only else {"esa_spans": [_span(mark) for mark in judgement.marks]}),
            OFFSETS: "half-open",
        }
        for judgement in said
    ]
    return Objects(tuple(objects), tuple(range(1, len(objects) + 1)))


def _flat(each: Object, number: int) -> Iterator[Object]:
    """The ratings of an object that has those of all systems; an object with one rating is itself."""
    scores = each.get("scores")
    if not isinstance(scores, dict):
        yield each
        return
    document, _, segment = str(each.get("doc_id") or "").rpartition(JOINT)
    targets = each.get("tgt_text")
    for system, said in scores.items():
        if isinstance(said, dict) and any(wave in said for wave in ("human1", "human2")):
            said = [{"score": said[wave]} for wave in ("human1", "human2") if said.get(wave) is not None]
        for place, one in enumerate(said if isinstance(said, list) else [said], start=1):
            yield {
                "annotator": f"rating{place}",
                **(one if isinstance(one, dict) else {"score": one}),
                "system": system,
                "doc_id": document or segment,
                "line_id": segment or str(number),
                "domain": document.split(JOINT)[1] if document.count(JOINT) else None,
                "src": each.get("src_text"),
                "tgt": targets.get(system) if isinstance(targets, dict) else None,
            }


def _refuse_what_says_nothing(flat: Iterable[tuple[int, Object]], faults: Faults) -> None:
    """A fault for each object that no score could be made of, so that none counts as a text without errors."""
    for number, one in flat:
        spans = _get(one, "spans")
        if spans is None and not any(key in one for what in ("spans", "score") for key in NAMES[what]):
            faults.add(number, f"neither a score ({SCORE}) nor spans ({SPANS}) are here.")
        elif spans is not None and not (
            isinstance(spans, list) and all(isinstance(span, dict) for span in spans)
        ):
            faults.add(number, "the spans are not a list of objects.")
    faults.refuse_if_any()


def _latest(found: Iterable[Judgement]) -> tuple[list[Judgement], int]:
    """One judgement of each named rater on each text, the last one, and how many came before."""
    kept: dict[object, Judgement] = {}
    again = 0
    for judgement in found:
        key: object = (judgement.system, judgement.place, judgement.rater, judgement.target)
        if judgement.rater == NOBODY:
            key = id(judgement)  # several people may be nobody
        again += key in kept
        kept[key] = judgement
    return list(kept.values()), again


def _ending(flat: Iterable[tuple[int, Object]], name: str) -> tuple[Ending, str | None]:
    """How the file counts, and a sentence on how that was found out."""
    inclusive = half_open = None
    has_spans = False
    for number, one in flat:
        if one.get(OFFSETS) == "half-open":
            return "half-open", None
        target = _get(one, "target")
        for span in _span_objects(one):
            start, end = span.get("start_i"), span.get("end_i")
            if not is_place(start) or not is_place(end):
                continue
            has_spans = True
            inclusive = inclusive or (number if start == end else None)
            half_open = half_open or (number if isinstance(target, str) and end == len(target) else None)
    if inclusive and half_open:
        raise Invalid(
            f"{name}: line {inclusive} has a span that starts where it ends, so that the last character counts, and"
            f" line {half_open} one that ends at the text's length, so that it does not. Convert one kind first."
        )
    if inclusive:
        return "inclusive", (
            f"line {inclusive} has a span that starts where it ends: the last character of all spans is taken as"
            " within them, as before 2024-11-29."
        )
    if half_open:
        return "half-open", (
            f"line {half_open} has a span that ends at the text's length: the end of all spans is taken as after"
            " their last character, as since 2024-11-29."
        )
    if not has_spans:
        return "half-open", None
    return "half-open", (
        "nothing says whether the last character of a span counts; the end is taken as after it, as since 2024-11-29."
    )


def _judgement(one: Object, number: int, ending: Ending, faults: Faults) -> Judgement | None:
    rating = _rating(_get(one, "score"))
    if rating is not None and not 0 <= rating <= 100:
        faults.add(number, f"the score {_get(one, 'score')!r} is not a number from 0 to 100.")
        return None
    source, target = _get(one, "source"), _get(one, "target")
    texts = {
        "source": source if isinstance(source, str) else None,
        "target": target if isinstance(target, str) else None,
    }
    marks = []
    for span in _span_objects(one):
        mark = _mark(span, texts, ending)
        if isinstance(mark, str):
            faults.add(number, mark)
            return None
        marks.append(mark)
    if target == "" and (marks or rating is not None):
        faults.add(number, "the translation that was rated has no text.")
        return None
    document, domain = _get(one, "document"), _get(one, "domain")
    return Judgement(
        system=str(_get(one, "system") or "system"),
        segment=str(_get(one, "segment") if _get(one, "segment") is not None else number),
        rater=str(_get(one, "rater") or NOBODY),
        document=None if document is None else str(document),
        domain=None if domain is None else str(domain),
        source=texts["source"],
        target=texts["target"],
        marks=tuple(marks),
        rating=rating,
        line=number,
        is_rated_only=not any(key in one for key in NAMES["spans"]),
    )


def _mark(span: Object, texts: Mapping[str, str | None], ending: Ending) -> Mark | str:
    severity, start, end = span.get("severity"), span.get("start_i"), span.get("end_i")
    category = span.get("category") or span.get("error_type")
    comment = span.get("comment")
    named = str(category) if category else None
    if not isinstance(severity, str) or not severity:
        return "a span has no severity."
    said = str(comment) if comment else None
    pieces = span.get(PIECES)
    if pieces is not None:
        return _of_pieces(pieces, texts, ending, Mark(severity, named, (), said))
    if start is None and end is None:
        return Mark(severity, named, (), said)
    if MISSING in (start, end):
        return Mark(severity, named or OMISSION, (), said)
    found = _place(span, texts, ending)
    return found if isinstance(found, str) else Mark(severity, named, (found,), said)


def _of_pieces(pieces: object, texts: Mapping[str, str | None], ending: Ending, mark: Mark) -> Mark | str:
    if not isinstance(pieces, list) or not all(isinstance(piece, dict) for piece in pieces):
        return "the pieces of a span are not a list of objects."
    found: list[Span] = []
    for piece in pieces:
        place = _place(piece, texts, ending)
        if isinstance(place, str):
            return place
        found.append(place)
    in_order = sorted(found)
    for one, after in pairwise(in_order):
        if one.side == after.side and after.start < one.end:
            return f"two pieces of one span share characters: {one.start} to {one.end} and {after.start} to {after.end}."
    return replace(mark, spans=tuple(in_order))


def _place(span: Object, texts: Mapping[str, str | None], ending: Ending) -> Span | str:
    start, end = span.get("start_i"), span.get("end_i")
    side: Side = "source" if span.get("side") == "source" or span.get("is_source_error") else "target"
    if not is_place(start) or not is_place(end):
        return f"a span from {start!r} to {end!r} is no place in a text."
    end += ending == "inclusive"
    text = texts[side]
    if not 0 <= start <= end or (text is not None and end > len(text)):
        length = "" if text is None else f"; the text has {len(text)} characters"
        return f"a span from {start} to {span.get('end_i')} lies outside the {side}{length}."
    return Span(side, start, end)


def _span_objects(one: Object) -> list[Object]:
    found = _get(one, "spans")
    return [span for span in found if isinstance(span, dict)] if isinstance(found, list) else []


def _span(mark: Mark) -> Object:
    """One object for one mark: of several pieces what covers those of its side, and each piece beside it."""
    named: Object = {"severity": mark.severity, "category": mark.category, "comment": mark.comment}
    span = covering(mark.spans)
    if span is None:
        return {"start_i": None, "end_i": None, **named}
    over: Object = {"start_i": span.start, "end_i": span.end, "side": span.side}
    if len(mark.spans) == 1:
        return {**over, **named}
    pieces = [{"start_i": span.start, "end_i": span.end, "side": span.side} for span in mark.spans]
    return {**over, **named, PIECES: pieces}


def _get(one: Object, what: str) -> object:
    return next((one[key] for key in NAMES[what] if one.get(key) is not None), None)


def _rating(value: object) -> float | None:
    """A number, also where the file has it as text; a rating that is neither is off the scale."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    try:
        return float(str(value))
    except ValueError:
        return math.inf
