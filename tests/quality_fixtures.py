"""Projects whose two systems were judged so that each of the five verdicts holds: for tests and for pictures."""

import numpy as np

from app import clock
from app.domain.judging.pieces import Piece
from app.store.database import writing
from app.store.judging import judged, marks
from app.store.judging.judged import Finish, Rating
from app.store.judging.marks import NewMark
from tests import factories

SENTENCES = (
    "The council met on Tuesday evening.",
    "Some also hired themselves.",
    "He was on Thursday again on free foot.",
    "The fire service moved out with 40 forces.",
    "Nobody was hurt, the police said.",
)
SOURCES = (
    "Der Rat der Stadt ist am Dienstagabend zu einer Sitzung zusammengekommen, die bis nach Mitternacht dauerte.",
    "Einige haben sich am Morgen nach dem Ausbruch aus dem Gefängnis auch selbst wieder gestellt.",
    "Am Donnerstag war er, wie sein Anwalt den Zeitungen sagte, wieder auf freiem Fuß.",
    "Die Feuerwehr rückte mit vierzig Kräften aus den umliegenden Dörfern zu dem Brand aus.",
    "Nach Angaben der Polizei wurde bei dem Unfall auf der Brücke niemand verletzt.",
)
TYPES = (
    "Accuracy/Mistranslation",
    "Terminology/Wrong term",
    "Style/Awkward style",
    "Linguistic conventions/Grammar",
)


def drawn(mean, spread, n, seed=1):
    """Differences whose mean is exactly this."""
    values = np.random.default_rng(seed).normal(0, spread, n)
    return values - values.mean() + mean


# The differences that give each sentence; statement 24.
VERDICTS = {
    "B": (drawn(1.9, 8, 412), "System B is better than System A."),
    "A": (drawn(-1.9, 8, 412), "System A is better than System B."),
    "tie": (drawn(0, 9, 150), "No clear winner. The difference is at most 0.9 points either way."),
    "few": (drawn(0.3, 10, 120), "Too little data to tell. About 260 more segments would show a difference of 1 point."),
    "disagree": (None, "It depends: B makes fewer errors, A needs less editing."),
}  # fmt: skip


def texts(n, system):
    return [f"{SENTENCES[place % len(SENTENCES)]} {system}{place}" for place in range(n)]


def documents(db, project, n, *, size=10, systems=("A", "B"), lang="en"):
    """Documents of ten sentences, each in two systems' words."""
    made = []
    for number, start in enumerate(range(0, n, size)):
        count = min(size, n - start)
        made.append(
            factories.make_document(
                db,
                texts(count, "a"),
                sources=[f"{SOURCES[place % len(SOURCES)]} Satz {start + place}." for place in range(count)],
                other_system=texts(count, "b"),
                project=project,
                name=f"Text {number + 1}",
                system=systems[0],
                lang=lang,
            )
        )
    return made


def segment_ids(db, found):
    ids = [one.id for one in found]
    sql = "SELECT id, document_id FROM segments WHERE is_live ORDER BY document_id, position"
    return [row["id"] for row in db.query(sql) if row["document_id"] in ids]


def rated(db, project, differences, *, person="Ann"):
    """A project in which one person rated both systems, B by so much higher."""
    found = documents(db, project, len(differences))
    now = clock.now()
    with writing(db):
        for segment_id, difference in zip(segment_ids(db, found), differences, strict=True):
            base = 50.0
            for system, value in (("A", base), ("B", base + float(difference))):
                judged.add_rating(db, Rating(segment_id, system, 0, "esa", value, person, now))
    return found


def disagreeing(db, project, n=300):
    """B makes fewer errors; the corrections say that A needed less editing."""
    from app.domain.scoring import origins
    from app.services import revising
    from app.store import segments

    found = documents(db, project, n)
    ann = factories.make_person(db, "Ann", "reviewer")
    generator = np.random.default_rng(5)
    references = []
    for place, segment in enumerate(segments.of_ids(db, segment_ids(db, found))):
        marked(db, segment.id, "A", int(generator.poisson(1.2)), place=place)
        marked(db, segment.id, "B", int(generator.poisson(0.4)), place=place)
        revising.save_revision(db, segment.id, segment.text, base_revision=0, author=ann, confirm=True)
        words = segment.candidates[1].text.split()
        changed = " ".join(["Other", "words", "here", *words[3:]]) if place % 3 else " ".join(words)
        references.append((segment.id, origins.corrected("B"), changed))
    with writing(db):
        segments.add_references(db, references)
    return found


def marked(db, segment_id, system, errors, *, person="Ann", place=0, severity=None):
    """So many errors in a text, and the text finished."""
    now = clock.now()
    sql = "SELECT text FROM candidates WHERE segment_id = ? AND system = ?"
    text = next(iter(db.query(sql, [segment_id, system])))["text"]
    with writing(db):
        for number in range(errors):
            start = number * 2
            kind = TYPES[(place + number) % len(TYPES)]
            how = severity or ("major" if (place + number) % 3 == 0 else "minor")
            marks.add(
                db,
                NewMark(
                    segment_id=segment_id,
                    system=system,
                    revision=0,
                    side="target",
                    start=start,
                    end=start + 3,
                    quote=text[start : start + 3],
                    pieces=(Piece("target", start, start + 3, text[start : start + 3]),),
                    prefix="",
                    suffix="",
                    category=kind,
                    severity=how,
                    comment=None,
                    author=person,
                    made_at=now,
                ),
            )
        judged.add_finish(db, Finish(segment_id, system, 0, person, now))


def make(db, name, project=None):
    """The project of one verdict."""
    differences, sentence = VERDICTS[name]
    found = (
        disagreeing(db, project or name) if differences is None else rated(db, project or name, differences)
    )
    return found[0].project_id, sentence


def reviewed(db, project="Reviewed", *, lang="en", imports=3, each=40):
    """One system's texts in several imports, corrected by two people and marked by two raters."""
    from app.services import revising
    from app.store import segments

    ann, bo = factories.make_person(db, "Ann", "reviewer"), factories.make_person(db, "Bo")
    found = []
    generator = np.random.default_rng(3)
    for number in range(imports):
        found.append(
            factories.make_document(
                db,
                texts(each, "a"),
                sources=[f"{SOURCES[place % len(SOURCES)]}" for place in range(each)],
                project=project,
                name=f"Import {number + 1}",
                system="A",
                lang=lang,
            )
        )
        for place, segment in enumerate(segments.live(db, found[-1].id)):
            errors = int(generator.poisson(0.12))
            marked(db, segment.id, "A", errors, person="Ann", place=place)
            if place % 2:
                marked(
                    db, segment.id, "A", errors + int(place % 9 == 0), person="Bo", place=place + place % 4
                )
            words = segment.text.split()
            for changed in generator.integers(len(words), size=int(generator.poisson(1.5 - number * 0.5))):
                words[changed] = "changed"
            if place % 10:
                author = ann if place % 3 else bo
                revising.save_revision(
                    db, segment.id, " ".join(words), base_revision=0, author=author, confirm=True
                )
    return found
