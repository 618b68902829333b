"""Things that tests need, made through the product's own store; each takes only what the test is about."""

from app import clock
from app.domain.models import Candidate, Encoding, ImportedDocument, ImportedSegment, Person, Role
from app.services import signing_in
from app.store import documents, people, projects, segments
from app.store.database import writing

ARTICLE = (
    "Several hundred inmates escaped.",
    "Some also hired themselves.",
    "The ceasefire was declared for the Islamic Festival of Victims.",
)


def make_person(db, name: str = "Mira", role: Role = "editor") -> Person:
    return people.find(db, name) or signing_in.add_person(db, name, role)


def make_document(
    db,
    machine=ARTICLE,
    *,
    sources=None,
    other_system=None,
    lang: str | None = "en",
    source_lang: str | None = "de",
    paragraphs=None,
    project: str = "News",
    name: str = "Article",
    system: str = "machine",
):
    """A published document of these machine texts: one paragraph of sentences, unless paragraph numbers are given."""
    joiner = " " if lang not in ("ja", "zh-Hans", "th") else ""
    rows = []
    for index, text in enumerate(machine):
        paragraph = paragraphs[index] if paragraphs else 1
        new = index > 0 and paragraph != (paragraphs[index - 1] if paragraphs else 1)
        rows.append(
            ImportedSegment(
                machine=text,
                paragraph=paragraph,
                before="" if index == 0 else "\n\n" if new else joiner,
                source=sources[index] if sources else None,
                candidates=(Candidate("B", other_system[index]),) if other_system else (),
            )
        )
    imported = ImportedDocument(name, "txt", tuple(rows), len(rows), tail="\n", encoding=Encoding("utf-8"))
    with writing(db):
        found = projects.find(db, project) or projects.add(
            db, project, source_lang=source_lang, target_lang=lang, now=clock.now()
        )
        document_id = documents.add(
            db,
            found.id,
            imported,
            system=system,
            source_lang=source_lang if sources else None,
            target_lang=lang,
            author="local",
            now=clock.now(),
        )
        segments.add_imported(db, document_id, rows, system=system, first_position=1)
        documents.publish(db, document_id)
    return documents.get(db, document_id)


def segment_of(db, document, position: int = 1):
    return segments.at_position(db, document.id, position)
