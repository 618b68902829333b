"""The quality page, the page that compares systems, and how each number is computed."""

from app.services import revising
from app.services.judging import marking
from app.services.judging.marking import Place
from tests import factories


def words(page):
    return " ".join(page.split())


def heading(page):
    from markupsafe import Markup

    return words(Markup(page.partition("<h1>")[2].partition("</h1>")[0]).striptags())


def confirm(db, document, author, position, text):
    segment = factories.segment_of(db, document, position)
    return revising.save_revision(db, segment.id, text, base_revision=None, author=author, confirm=True)


def test_pages_open_empty_and_full(db, signed_in, owner):
    document = factories.make_document(db, other_system=["a b", "c d", "e f"])
    for number in range(1, 3):
        for path in (
            "quality",
            "compare",
            "quality/words",
            "quality/quality",
            "quality/chrf",
            "quality/words.csv",
            "quality/disagreement",
        ):
            answer = signed_in.get(f"/p/{document.project_id}/{path}")
            assert answer.status_code == 200, path
            assert "nan" not in answer.text.lower().split()
        confirm(db, document, owner, 2, "Some also turned themselves in.")
        segment = factories.segment_of(db, document, number)
        marking.mark(
            db,
            segment.id,
            Place(0, "target", 0, 7, segment.text[:7], None),
            category="Terminology",
            severity="major",
            author=owner,
        )
    assert signed_in.get("/help/scores").status_code == 200
