"""Files of judgements in the browser: recognised, looked at, brought in as one batch, undone, and taken away again."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

from app.domain.errors import Invalid
from app.domain.formats.judgements import appraise, esa_lines, marot, mtme
from app.domain.judging.records import Judgement, Mark, Span
from app.services.judging import apart, bringing, files, marking
from app.services.judging.collecting import collected
from tests.factories import make_document, make_person, segment_of

TEXTS = ("She gave the plan up.", "何人かは自分を雇った 👩‍👧。", "استأجر بعضهم أنفسهم أيضا.")
SOURCES = ("Sie gab auf.", "Zwei.", "Drei.")


@pytest.fixture
def document(db):
    return make_document(db, TEXTS, sources=SOURCES)


def said(rating=None, *, target=TEXTS, mark=True):
    spans = ((Span("target", 4, 7), Span("target", 8, 9)), (Span("target", 0, 3),), ())
    found = (Mark("major", "Style", one, "so" if one else None) for one in spans)
    return [
        Judgement(
            "machine", str(number), "Ann", "Article", None, source, text, (one,) if mark else (), rating
        )
        for number, (source, text, one) in enumerate(zip(SOURCES, target, found, strict=True), start=1)
    ]


def made(format):
    if format == "marot":
        return marot.write(marot.of_judgements(said())).encode()
    if format == "jsonl":
        return esa_lines.write(esa_lines.of_judgements(said(70.0))).encode()
    if format == "appraise":
        return appraise.write(appraise.of_judgements(said(70.0), "de", "en")).encode()
    if format == "da":
        rows = (f"{n}\t{s}\t{t}\t[70, 80]\t75" for n, (s, t) in enumerate(zip(SOURCES, TEXTS, strict=True)))
        return "\n".join(("index\toriginal\ttranslation\tscores\tmean", *rows, "")).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, text in mtme.write(mtme.of_judgements(said(70.0), "de-en", "esa")).items():
            archive.writestr(f"ratings/{path}", text)
    return packed.getvalue()


def hand_in(browser, document, data, name="judged.txt", **fields):
    sent = {"file": (io.BytesIO(data), name), **fields}
    return browser.post(f"/p/{document.project_id}/judgements/files", data=sent)


@pytest.mark.parametrize("format", ["marot", "jsonl", "appraise", "da", "mtme"])
def test_every_format_is_known_by_what_is_in_it_looked_at_and_brought_in(db, signed_in, document, format):
    data = made(format)
    assert files.recognised(data) == format

    answer = hand_in(signed_in, document, data)
    look = signed_in.get(answer.location)

    n = 6 if format == "da" else 3
    assert f"{n} of {n} judgements are about texts of this project" in look.text
    assert db.execute("SELECT count(*) FROM marks").fetchone()[0] == 0
    shown = signed_in.post(answer.location)
    assert shown.status_code == 302
    found = collected(db, document.project_id).found
    assert len(found) == n
    assert sum(len(one.marks) for one in found) == (0 if format == "da" else 3)
    kinds = {row["kind"] for row in db.query("SELECT kind FROM ratings")}
    assert kinds == ({"da"} if format == "da" else set() if format == "marot" else {"esa"})
    assert "judged.txt" in signed_in.get(shown.location).text


def test_a_file_that_came_in_is_undone_at_once_and_may_come_again(db, signed_in, document):
    look = hand_in(signed_in, document, made("jsonl")).location
    signed_in.post(look)
    before = collected(db, document.project_id).found
    (batch,) = bringing.of_project(db, document.project_id)
    assert batch.detail["marks"] == 3

    back = f"/p/{document.project_id}/judgements/files"
    assert signed_in.post(f"/batches/{batch.id}/undo", data={"back": back}).location == back

    assert collected(db, document.project_id).found == ()
    assert "Undone" in signed_in.get(back).text
    assert signed_in.post(f"/batches/{batch.id}/undo").status_code == 409
    signed_in.post(hand_in(signed_in, document, made("jsonl")).location)
    assert collected(db, document.project_id).found == before


def test_the_same_file_twice_changes_nothing_and_says_so(db, signed_in, document):
    signed_in.post(hand_in(signed_in, document, made("marot")).location)
    look = hand_in(signed_in, document, made("marot")).location
    assert "All of them are here already" in signed_in.get(look).text
    answer = signed_in.post(look)
    assert "Everything in this file is here already" in signed_in.get(answer.location).text
    assert len(bringing.of_project(db, document.project_id)) == 1
    assert signed_in.get(look).status_code == 404


def test_a_mark_that_somebody_took_back_does_not_come_again_with_the_same_file(db, signed_in, document, api):
    signed_in.post(hand_in(signed_in, document, made("marot")).location)
    mark_id = db.execute("SELECT min(id) FROM marks").fetchone()[0]
    assert api.delete(f"/api/v1/marks/{mark_id}").status_code == 200
    assert (
        "All of them are here already"
        in signed_in.get(hand_in(signed_in, document, made("marot")).location).text
    )


def test_what_does_not_fit_is_counted_with_its_reason_and_its_line(signed_in, document):
    other = [*said(50.0)[:2], *said(50.0, target=("a", "b", "Elsewhere <b>.</b>"))[2:]]
    look = signed_in.get(
        hand_in(signed_in, document, esa_lines.write(esa_lines.of_judgements(other)).encode()).location
    ).text
    assert "2 of 3 judgements are about texts of this project" in look
    assert "No text of this project has the same words" in look
    assert "Line 3" in look
    assert "Elsewhere &lt;b&gt;" in look

    placeless = [*said(50.0)[:2], Judgement("Other", "9", "Bo", "Nowhere", rating=1.0)]
    data = appraise.write(appraise.of_judgements(placeless, "de", "en")).encode()
    look = signed_in.get(hand_in(signed_in, document, data).location).text
    assert "no segment here has the same document, number and system" in look


def test_unknown_categories_are_named_and_a_person_of_the_raters_name_is_said(db, signed_in, document):
    make_person(db, "Ann", "reviewer")
    one = Judgement(
        "machine", "1", "Ann", "Article", None, SOURCES[0], TEXTS[0], (Mark("minor", "Tone/Odd", ()),)
    )
    look = signed_in.get(
        hand_in(signed_in, document, marot.write(marot.of_judgements([one])).encode()).location
    ).text
    assert "Tone/Odd" in look
    assert "as the person of that name here" in look


MAROT_HEAD = b"system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n"
GOOD = f"machine\tArticle\t1\t1\tAnn\t{SOURCES[0]}\t{TEXTS[0]}\tStyle\tmajor\n".encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "There is no file yet"),
        (b"\x00\xff\xfe", "this is not UTF-8"),
        (MAROT_HEAD + b"machine\tArticle\t1\n", "line 2: there are 3 cells under 9 columns"),
        (MAROT_HEAD + GOOD.replace(b"major", b"grave"), "Line 2: There is no severity"),
        (MAROT_HEAD + GOOD.replace(b"Ann", b""), "line 2: the row has no rater"),
        (MAROT_HEAD, "has no judgement that counts"),
        (MAROT_HEAD + GOOD.replace(b"gave", b"took"), "No text of this file stands in this project"),
        (MAROT_HEAD + GOOD.replace(b"Sie gab auf.", b"<v>Anders.</v>"), "is not in the source text"),
        (b"just words\n", "the column system is missing"),
        (b"PK\x03\x04broken", "damaged or locked"),
    ],
)  # fmt: skip
def test_a_file_that_makes_no_sense_is_refused_in_a_sentence_and_nothing_is_kept(
    db, signed_in, document, data, words
):
    answer = hand_in(signed_in, document, data, "a b.tsv")
    assert answer.status_code in (413, 422)
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert db.execute("SELECT count(*) FROM imports").fetchone()[0] == 0


def test_a_zip_file_that_grows_without_end_is_refused(signed_in, document, monkeypatch, app):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sources/de-en.txt", b"0" * 90_000_000)
    answer = hand_in(signed_in, document, packed.getvalue())
    assert answer.status_code == 413
    assert "Send fewer" in answer.text


def test_only_leads_see_these_pages_and_only_their_own_files(db, client_of, signed_in, document):
    look = hand_in(signed_in, document, made("marot")).location
    reviewer, lead = client_of(make_person(db, "Rosa", "reviewer")), client_of(make_person(db, "Lea", "lead"))
    assert reviewer.get(f"/p/{document.project_id}/judgements/files").status_code == 403
    assert reviewer.get(look).status_code == 403
    assert lead.get(look).status_code == 404
    assert signed_in.get(f"/import/{look.rsplit('/', 1)[1]}").status_code == 404
    signed_in.post(look)
    (batch,) = bringing.of_project(db, document.project_id)
    assert reviewer.post(f"/batches/{batch.id}/undo").status_code == 403


@pytest.mark.parametrize("format", ["marot", "jsonl", "appraise", "mtme"])
def test_a_projects_judgements_go_out_in_each_format_and_come_back_as_they_were(
    db, signed_in, document, format
):
    signed_in.post(hand_in(signed_in, document, made("jsonl")).location)
    answer = signed_in.get(f"/p/{document.project_id}/judgements?format={format}&stage=machine")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    copy = make_document(db, TEXTS, sources=SOURCES, project="Copy")
    look = hand_in(signed_in, copy, answer.data)
    assert "3 of 3 judgements" in signed_in.get(look.location).text
    assert (
        signed_in.get(f"/p/{document.project_id}/judgements?format={format}&stage=corrected").status_code
        == 422
    )


def test_the_import_of_texts_says_what_to_do_with_a_file_of_judgements(signed_in, document):
    sent = {"file": (io.BytesIO(made("marot")), "x.tsv"), "project": str(document.project_id)}
    check = signed_in.get(signed_in.post("/import", data=sent).location)
    assert "This looks like a file of human judgements" in check.text
    import_id = check.request.path.rsplit("/", 1)[1]
    answer = signed_in.post(f"/p/{document.project_id}/judgements/from-text/{import_id}")
    assert "3 of 3 judgements" in signed_in.get(answer.location).text
    plain = {"file": (io.BytesIO(b"A text.\n"), "x.txt"), "project": str(document.project_id)}
    assert "human judgements" not in signed_in.get(signed_in.post("/import", data=plain).location).text


@pytest.mark.parametrize(
    "text", ["", "{", '{"source": "a", "machine": "b"}', "a,b,c\n1,2,3", "source\tmachine\nx\ty", "{" * 5000]
)
def test_other_files_are_not_taken_for_judgements(text):
    assert files.recognised(text.encode()) is None


def test_repeated_sentences_keep_their_own_judgements(db, signed_in):
    document = make_document(db, ["Yes.", "Yes."], sources=["Ja.", "Ja."])
    rows = [Judgement("machine", str(n), "Ann", "Article", None, "Ja.", "Yes.", (), 10.0 * n) for n in (1, 2)]
    signed_in.post(
        hand_in(signed_in, document, esa_lines.write(esa_lines.of_judgements(rows)).encode()).location
    )
    found = {one.segment: one.rating for one in collected(db, document.project_id).found}
    assert found == {str(segment_of(db, document, n).id): 10.0 * n for n in (1, 2)}


def test_json_of_others_is_read_too(signed_in, document):
    line = {
        "system": "machine",
        "line_id": 1,
        "annotator": "r",
        "src": SOURCES[0],
        "tgt": TEXTS[0],
        "esa_score": 71,
        "esa_spans": [{"start_i": 0, "end_i": 3, "severity": "minor"}],
    }
    look = signed_in.get(hand_in(signed_in, document, (json.dumps(line) + "\n").encode()).location)
    assert "nothing says whether the last character of a span counts" in look.text


def test_a_large_file_is_read_in_a_process_of_its_own_to_the_same(tmp_path):
    rows = [replace(one, segment=f"{number}-{one.segment}") for number in range(4500) for one in said(70.0)]
    data = esa_lines.write(esa_lines.of_judgements(rows)).encode()
    assert len(data) > 1_000_000
    assert apart.read("big.jsonl", data, None, most=10**9) == files.of_upload(
        "big.jsonl", data, None, most=10**9
    )
    with pytest.raises(Invalid, match=r"big.jsonl, line 13501: this is not JSON"):
        apart.read("big.jsonl", data + b"{x\n", None, most=10**9)


@pytest.mark.parametrize("format", ["marot", "appraise"])
def test_documents_of_one_name_are_told_apart_in_files(db, signed_in, document, format):
    second = make_document(db, ("Other one.", *TEXTS[1:]), sources=SOURCES)
    ann = make_person(db, "Ann", "reviewer")
    for number, one in enumerate((document, second)):
        segment = segment_of(db, one)
        marking.rate(db, segment.id, kind="esa", value=10 + number, author=ann)
        marking.finish(db, segment.id, author=ann)
    out = signed_in.get(f"/p/{document.project_id}/judgements?format={format}").data
    assert b"Article (2)" in out
    copy = make_document(db, TEXTS, sources=SOURCES, project="Copy")
    make_document(db, ("Other one.", *TEXTS[1:]), sources=SOURCES, project="Copy")
    signed_in.post(hand_in(signed_in, copy, out).location)
    found = [(one.target, one.rating) for one in collected(db, copy.project_id).found]
    assert found == [
        (TEXTS[0], 10.0 if format == "appraise" else None),
        ("Other one.", 11.0 if format == "appraise" else None),
    ]


def test_leads_find_the_page_where_they_look(db, signed_in, client_of, document):
    path = f"/p/{document.project_id}/judgements/files"
    reviewer = client_of(make_person(db, "Rosa", "reviewer"))
    pages = [f"/p/{document.project_id}{rest}" for rest in ("", "/quality")]
    assert all(path in signed_in.get(one).text for one in (*pages, f"/p/{document.project_id}/judging"))
    assert not any(path in reviewer.get(one).text for one in pages)
    signed_in.post(hand_in(signed_in, document, made("jsonl")).location)
    assert path in signed_in.get(pages[1]).text


def test_scripts_undo_a_file_too_and_twice_changes_nothing(db, signed_in, api, document):
    signed_in.post(hand_in(signed_in, document, made("jsonl")).location)
    (batch,) = bringing.of_project(db, document.project_id)
    path = f"/api/v1/batches/{batch.id}/undo"
    assert api.post(path, json={"op_id": "one"}).status_code in (200, 201)
    assert api.post(path, json={"op_id": "one"}).status_code in (200, 201)
    refused = api.post(path, json={})
    assert (refused.status_code, "undone already" in refused.json["error"]) == (409, True)
    undone = bringing.of_project(db, document.project_id)[0].undone_by
    assert "Bring the file in again" in api.post(f"/api/v1/batches/{undone}/undo", json={}).json["error"]
    assert collected(db, document.project_id).found == ()
