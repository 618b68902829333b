"""What effort a project took: of each person and stage for those who may see it, and the edits in each direction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from ...domain.effort import pee, stages
from ...domain.effort.stages import STAGES, Stage, Step
from ...domain.models import Document, Person, Project, Score, Segment
from ...domain.permissions import may
from ...domain.scoring import intervals, signatures, statistics, sums
from ...domain.scoring.recipes import recipe
from ...store import documents, projects, segments
from ...store.effort import logs, stretches

NOTHING_EDITED = "No segment of the machine is confirmed yet."
NOTHING_REVIEWED = "Nobody has reviewed anything yet."


@dataclass(frozen=True, slots=True)
class Share:
    """Effort of one person in one stage. Time and keys are None where none was recorded."""

    person: str
    stage: Stage
    milliseconds: int | None
    keystrokes: int | None
    words_changed: int
    revisions: int
    confirmed: int
    segments: int

    @property
    def confirmed_per_hour(self) -> float | None:
        """Confirmations in an hour of active time; None below a minute, which says nothing about an hour."""
        if self.milliseconds is None or self.milliseconds < 60_000:
            return None
        return self.confirmed / (self.milliseconds / 3_600_000)


@dataclass(frozen=True, slots=True)
class Direction:
    """What one stage changed in the texts of a language: HTER with what it is made of, and MateCat's PEE."""

    lang: str | None
    stage: Stage
    hter: Score
    words_changed: int
    words: int
    pee: Score


@dataclass(frozen=True, slots=True)
class Effort:
    """A project's effort as one person may see it."""

    project: Project
    is_recorded: bool
    is_whole: bool  # everybody's, not only one's own
    shares: list[Share]
    directions: list[Direction]


@dataclass(slots=True)
class _Work:
    words_changed: int = 0
    revisions: int = 0
    confirmed: int = 0
    segments: set[int] = field(default_factory=set)


def of_project(db: Database, project_id: int, *, person: Person) -> Effort:
    """Everybody's effort for leads, one's own for everybody else; people in order of their names, never ranked."""
    project = projects.get(db, project_id)
    is_whole = may(person.role, "lead")
    found = documents.list_of_project(db, project_id)
    steps = {document.id: logs.of_document(db, document.id) for document in found}
    pairs = [(document, segments.live(db, document.id)) for document in found]
    return Effort(
        project=project,
        is_recorded=stretches.is_recorded(db, project_id),
        is_whole=is_whole,
        shares=_shares(db, project_id, pairs, steps, None if is_whole else person),
        directions=_directions(pairs, steps),
    )


def of_segments(db: Database, project_id: int, *, person: Person) -> list[dict[str, object]]:
    """Recorded time and keys of each segment, person and stage, as this person may see them."""
    projects.get(db, project_id)
    own = None if may(person.role, "lead") else person.id
    return stretches.of_segments(db, project_id, person_id=own)


def _shares(
    db: Database,
    project_id: int,
    pairs: Sequence[tuple[Document, list[Segment]]],
    steps: dict[int, dict[int, list[Step]]],
    only: Person | None,
) -> list[Share]:
    recorded = {
        (one.person, one.stage): one
        for one in stretches.of_project(db, project_id, person_id=only.id if only else None)
    }
    worked = _worked(pairs, steps, only.name if only else None)
    order = {stage: number for number, stage in enumerate(STAGES)}
    keys = sorted({*recorded, *worked}, key=lambda key: (key[0].casefold(), order[key[1]]))
    shares = []
    for key in keys:
        counts, work = recorded.get(key), worked.get(key, _Work())
        shares.append(
            Share(
                person=key[0],
                stage=key[1],
                milliseconds=counts.milliseconds if counts else None,
                keystrokes=counts.keystrokes if counts else None,
                words_changed=work.words_changed,
                revisions=work.revisions,
                confirmed=work.confirmed,
                segments=max(len(work.segments), counts.segments if counts else 0),
            )
        )
    return shares


def _worked(
    pairs: Sequence[tuple[Document, list[Segment]]],
    steps: dict[int, dict[int, list[Step]]],
    only: str | None,
) -> dict[tuple[str, Stage], _Work]:
    found: dict[tuple[str, Stage], _Work] = defaultdict(_Work)
    for document, live in pairs:
        machine = {segment.id: segment.machine for segment in live}
        for segment_id, of_segment in steps[document.id].items():
            for step, stage in zip(of_segment, stages.stages(of_segment), strict=True):
                if step.kind == "confirm" and only in (None, step.author):
                    found[step.author, stage].confirmed += 1
            for run in stages.runs(machine.get(segment_id), of_segment):
                if only is not None and run.author != only:
                    continue
                work = found[run.author, run.stage]
                work.revisions += run.revisions
                work.segments.add(segment_id)
                if segment_id in machine and run.before != run.after:
                    work.words_changed += _edits(run.before, run.after, document.target_lang)
    return found


def _edits(before: str, after: str, lang: str | None) -> int:
    """Words changed, 0 where the texts are too repetitive to count them in time."""
    found = statistics.ter_edits(before, after, recipe(lang))
    return round(found[0]) if found else 0


def _directions(
    pairs: Sequence[tuple[Document, list[Segment]]], steps: dict[int, dict[int, list[Step]]]
) -> list[Direction]:
    """Machine to editor and editor to reviewer, for each language; languages are never averaged together."""
    texts: dict[tuple[str, Stage], list[tuple[int, str, str]]] = defaultdict(list)
    for document, live in pairs:
        lang = document.target_lang or ""
        for segment in live:
            of_segment = steps[document.id].get(segment.id, [])
            if not _counts(segment) or not of_segment:
                continue
            handed = stages.handed(segment.machine, of_segment)
            if handed.is_reviewed or segment.state == "confirmed":
                texts[lang, "editing"].append((document.id, segment.machine or "", handed.text))
            if handed.is_reviewed:
                texts[lang, "review"].append((document.id, handed.text, segment.text))
    langs = sorted({lang for lang, _ in texts})
    return [_direction(lang or None, stage, texts[lang, stage]) for lang in langs for stage in STAGES]


def _counts(segment: Segment) -> bool:
    return segment.machine is not None and not (
        segment.left_out or segment.editorial or segment.locked or segment.cut
    )


def _direction(lang: str | None, stage: Stage, texts: Sequence[tuple[int, str, str]]) -> Direction:
    metrics = recipe(lang)
    counted = [
        (place, *found)
        for place, before, after in texts
        if (found := statistics.ter_edits(before, after, metrics)) is not None
    ]
    edits, words = sum(one[1] for one in counted), sum(one[2] for one in counted)
    reason = NOTHING_EDITED if stage == "editing" else NOTHING_REVIEWED
    hter = Score(
        sums.hter(edits, words) if counted else None,
        signatures.ter(metrics),
        len(counted),
        interval=_interval(counted) if words else None,
        reason=None if counted else reason if not texts else sums.NO_TER,
    )
    return Direction(lang, stage, hter, round(edits), round(words), _pee(lang, texts, reason))


def _interval(counted: Sequence[tuple[int, float, float]]) -> tuple[float, float] | None:
    places, edits, words = zip(*counted, strict=True)
    return intervals.of_ratio(edits, words, places, floor=0.0).limits


def _pee(lang: str | None, texts: Sequence[tuple[int, str, str]], reason: str) -> Score:
    """The mean of PEE weighted with the words of the text that was changed, as MateCat weights it."""
    metrics = recipe(lang)
    found = [
        (place, one * size, size)
        for place, before, after in texts
        if (one := pee.of_pair(before, after, lang)) is not None
        and (size := float(len(metrics.ter_words(before))))
    ]
    signature = "pee:matecat|weights:words|scale:0-100|version:stet-0.1.0"
    if not found:
        return Score(None, signature, 0, reason=reason)
    places, values, sizes = zip(*found, strict=True)
    limits = intervals.of_ratio(values, sizes, places, floor=0.0, ceiling=100.0).limits
    return Score(sum(values) / sum(sizes), signature, len(found), interval=limits)


def total(shares: Iterable[Share], stage: Stage) -> int | None:
    """Milliseconds of all people in a stage; None where nothing was recorded."""
    found = [one.milliseconds for one in shares if one.stage == stage and one.milliseconds is not None]
    return sum(found) if found else None
