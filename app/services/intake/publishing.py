"""Storing what was parsed: staged in chunks that nobody sees, shown by one flag, gone again if anything fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from ... import clock
from ...domain.models import ImportedSegment, Person
from ...store import documents, events, projects, revisions, segments
from ...store.database import writing
from ...store.staging import nobody_stages, staging
from .parsing import Parsed, Upload

CHUNK = 2000

Progress = Callable[[int, int], None]
Also = Callable[[list[int]], None]


@dataclass(frozen=True, slots=True)
class Place:
    """The project that documents go into: an existing one, or one of this name and these languages to be made."""

    project_id: int | None
    name: str
    source_lang: str | None
    target_lang: str | None


def publish(
    db: Database,
    found: Sequence[tuple[Upload, Parsed]],
    place: Place,
    *,
    author: Person,
    progress: Progress = lambda done, total: None,
    also: Also = lambda document_ids: None,
) -> tuple[int, list[int]]:
    """Store documents and show all of them at once; returns the project's id and theirs.

    Whatever goes wrong on the way, nothing of them stays. `also` runs inside the transaction that shows them.
    """
    with staging(db):
        run = _Run(db, author, progress, sum(len(parsed.document.segments) for _, parsed in found))
        try:
            project_id = run.staged_project(place)
            for upload, parsed in found:
                run.stage(project_id, upload, parsed)
            return run.show(place, project_id, also)
        except BaseException:
            run.discard()
            raise


class _Run:
    """One import under way: what it staged so far."""

    def __init__(self, db: Database, author: Person, progress: Progress, total: int) -> None:
        self.db, self.author, self.progress, self.total = db, author, progress, total
        self.done = 0
        self.staged: int | None = None
        self.document_ids: list[int] = []
        self.corrections: list[tuple[int, str | None, str]] = []

    def staged_project(self, place: Place) -> int:
        if place.project_id is not None:
            return place.project_id
        with writing(self.db):
            self.staged = projects.add_staged(
                self.db,
                place.name,
                source_lang=place.source_lang,
                target_lang=place.target_lang,
                now=clock.now(),
            )
        return self.staged

    def stage(self, project_id: int, upload: Upload, parsed: Parsed) -> None:
        with writing(self.db):
            document_id = documents.add(
                self.db,
                project_id,
                parsed.document,
                system=parsed.system,
                source_lang=parsed.source_lang,
                target_lang=parsed.target_lang,
                author=self.author.name,
                now=clock.now(),
            )
            documents.add_original(self.db, document_id, upload.file_name, upload.data)
        self.document_ids.append(document_id)
        found = parsed.document.segments
        for start in range(0, len(found), CHUNK):
            self._stage_chunk(document_id, parsed, start, found[start : start + CHUNK])

    def _stage_chunk(
        self, document_id: int, parsed: Parsed, start: int, chunk: Sequence[ImportedSegment]
    ) -> None:
        with writing(self.db):
            ids = segments.add_imported(
                self.db, document_id, chunk, system=parsed.system, first_position=start + 1
            )
            checks = {index - start for index in parsed.checks}
            segments.flag_sources(self.db, [ids[at] for at in range(len(chunk)) if at in checks])
        pairs = zip(ids, chunk, strict=True)
        self.corrections += [
            (one, each.machine or None, each.text) for one, each in pairs if each.text is not None
        ]
        self.done += len(chunk)
        self.progress(self.done, self.total)

    def show(self, place: Place, project_id: int, also: Also) -> tuple[int, list[int]]:
        with writing(self.db):
            if self.staged is not None:
                project_id = self._show_project(place)
            documents.publish_in(self.db, project_id, self.document_ids)
            # Here and not while staging: revisions cannot be taken back.
            revisions.add_imported(self.db, self.corrections, author=self.author.name, made_at=clock.now())
            also(self.document_ids)
            for document_id in self.document_ids:
                name = documents.get(self.db, document_id).name
                events.add(self.db, who=self.author.name, what="imported", about=name, now=clock.now())
        return project_id, self.document_ids

    def _show_project(self, place: Place) -> int:
        """The staged project becomes visible, or, if somebody made one of that name meanwhile, that one is taken."""
        other = projects.find(self.db, place.name)
        if other is not None:
            return other.id
        assert self.staged is not None
        projects.publish(self.db, self.staged)
        return self.staged

    def discard(self) -> None:
        with writing(self.db):
            documents.remove_unpublished(self.db, self.document_ids)
            if self.staged is not None:
                projects.remove_staged(self.db, [self.staged])


def sweep(db: Database) -> int:
    """Remove what imports left that were killed; nothing while any process imports. Returns how many there were."""
    left = documents.unpublished(db)
    if not left and not projects.has_staged(db):
        return 0
    with nobody_stages(db) as is_free:
        if not is_free:
            return 0
        with writing(db):
            left = documents.unpublished(db)
            documents.remove_unpublished(db, left)
            projects.remove_staged(db)
    return len(left)
