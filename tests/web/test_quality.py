"""The quality page, the page that compares systems, and how each number is computed."""

import csv
import io
import re

import pytest
from markupsafe import Markup

from app.domain.scoring import origins
from app.services import revising
from app.services.quality import candidates
from app.store import segments
from app.store.database import writing
from app.web.quality import markdown
from app.web.quality import words as words_of_pages
from tests import factories, quality_fixtures

PAGES = ("quality", "compare", "quality/words", "quality/quality", "quality/errors", "quality/done", "quality/chrf",
         "quality/bleu", "quality/words.csv", "quality/disagreement")  # fmt: skip


def words(page):
    return " ".join(str(Markup(page).striptags()).split())


def heading(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return words(answer.text.partition("<h1>")[2].partition("</h1>")[0])


def confirm(db, document, author, position, text):
    segment = factories.segment_of(db, document, position)
    return revising.save_revision(db, segment.id, text, base_revision=None, author=author, confirm=True)


def refer(db, found, texts, origin="independent"):
    with writing(db):
        segments.add_references(db, [(one, origin, text) for one, text in zip(found, texts, strict=False)])


def no_nonsense(page):
    """No number that is none."""
    shown = {
        word.strip("().,:;±%")
        for word in words(page.partition('<script type="application')[0]).lower().split()
    }
    assert not shown & {"nan", "inf", "-inf", "null", "undefined"}


@pytest.mark.parametrize("name", quality_fixtures.VERDICTS)
def test_the_first_heading_is_one_of_the_five_verdicts(db, signed_in, name):
    project_id, sentence = quality_fixtures.make(db, name)
    for path in ("quality", "compare?a=A&b=B"):
        assert heading(signed_in, f"/p/{project_id}/{path}") == sentence


def test_the_verdict_says_size_interval_wins_and_resamples(db, signed_in):
    project_id, _ = quality_fixtures.make(db, "B")
    page = words(signed_in.get(f"/p/{project_id}/quality").text)
    assert "B scores 1.9 points higher on average than A (95 % interval" in page
    assert "412 segments that both translated)" in page
    assert "B came out ahead in 1,000 of 1,000 resamples." in page
    assert "it says nothing about training either system again" in page
    assert "compare:esa|paired:yes|n:412|docs:42|ci:bt-1000-by-document" in page


def test_both_lines_are_shown_where_measures_disagree(db, signed_in):
    project_id, _ = quality_fixtures.make(db, "disagree")
    page = words(signed_in.get(f"/p/{project_id}/compare").text)
    assert "B has " in page
    assert "penalty points less a segment on average than A" in page
    assert "percentage points fewer words changed than B" in page


def test_an_automatic_verdict_warns_and_says_who_could_judge(db, signed_in):
    found = quality_fixtures.documents(db, "Automatic", 40)
    ids = quality_fixtures.segment_ids(db, found)
    refer(db, ids, [text for _ in range(4) for text in quality_fixtures.texts(10, "b")])
    page = words(signed_in.get(f"/p/{found[0].project_id}/compare").text)
    assert "System B is better than System A." in page
    assert "Automatic scores. 0 segments judged by people. Judge 50" in page


def test_a_correction_that_started_from_a_system_never_supports_a_verdict(db, signed_in, owner):
    found = quality_fixtures.documents(db, "Trap", 30)
    for segment in segments.of_ids(db, quality_fixtures.segment_ids(db, found)):
        revising.save_revision(db, segment.id, segment.text, base_revision=0, author=owner, confirm=True)
    path = f"/p/{found[0].project_id}/quality"
    assert heading(signed_in, path) == "No fair comparison yet."
    page = words(signed_in.get(path).text)
    assert (
        "corrections that started from A. They favour A, so they cannot show which system is better." in page
    )
    assert "Blind-review 100 segments, add an independent reference, or have both edited." in page
    assert "better than System" not in page


def test_the_worst_system_with_its_worst_sentences_rewritten_wins_nothing(db, signed_in, owner, shared_data):
    """The trap with real systems: the page refuses; with an independent reference it does not call the worst better."""
    with open(shared_data / "mqm" / "ted-en-de.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = {}
    for row in rows:
        place = (row["doc"], int(row["seg_id"]))
        texts.setdefault(place, {})[row["system"]] = row["target"].replace("<v>", "").replace("</v>", "")
        texts[place]["source"] = row["source"]
    chosen = list(texts.values())[:120]
    document = factories.make_document(
        db,
        [one["Nemo"] for one in chosen],
        sources=[one["source"] for one in chosen],
        other_system=[one["Facebook-AI"] for one in chosen],
        lang="de",
        source_lang="en",
        system="Nemo",
    )
    for number, segment in enumerate(segments.live(db, document.id)):
        text = chosen[number]["ref"] if number % 5 == 0 else segment.text
        revising.save_revision(db, segment.id, text, base_revision=0, author=owner, confirm=True)
    path = f"/p/{document.project_id}/compare?a=Nemo&b=B"
    assert heading(signed_in, path) == "No fair comparison yet."

    refer(db, [one.id for one in segments.live(db, document.id)], [one["ref"] for one in chosen])

    assert heading(signed_in, path) != "Nemo is better than System B."
    assert heading(signed_in, path) != "System Nemo is better than System B."
    assert "Corrections that started from Nemo are not used" in words(signed_in.get(path).text)


def test_two_documents_that_were_both_edited_can_be_compared(db, signed_in, owner):
    sources = [f"Satz {number}." for number in range(40)]
    for system in ("A", "B"):
        document = factories.make_document(
            db, quality_fixtures.texts(40, "x"), sources=sources, system=system, name=system, project="Both"
        )
        for segment in segments.live(db, document.id):
            text = segment.text + (" one two three" if system == "B" else "")
            revising.save_revision(db, segment.id, text, base_revision=0, author=owner, confirm=True)
    path = f"/p/{document.project_id}/compare?a=A&b=B"
    assert heading(signed_in, path) == "System A is better than System B."
    assert "40 segments that both translated" in words(signed_in.get(path).text)


def test_a_reference_corrected_from_the_other_system_makes_it_fair(db, signed_in, owner):
    found = quality_fixtures.documents(db, "Both edited", 30)
    ids = quality_fixtures.segment_ids(db, found)
    for segment in segments.of_ids(db, ids):
        revising.save_revision(db, segment.id, segment.text, base_revision=0, author=owner, confirm=True)
    refer(db, ids, ["Wholly other words here."] * 30, origins.corrected("B"))
    assert heading(signed_in, f"/p/{found[0].project_id}/compare") == "System A is better than System B."


def test_three_systems_are_ranked_in_groups(db, signed_in):
    found = quality_fixtures.rated(db, "Three", [0.0] * 40)
    ids = quality_fixtures.segment_ids(db, found)
    with writing(db):
        segments.add_candidates(db, [(one, "C", "Quite bad.") for one in ids])
        from app.store.judging import judged

        for one in ids:
            judged.add_rating(db, judged.Rating(one, "C", 0, "esa", 5.0, "Ann", "2026"))
    page = words(signed_in.get(f"/p/{found[0].project_id}/quality").text)
    assert heading(signed_in, f"/p/{found[0].project_id}/quality") == "The best cannot be told apart: A, B."
    assert "cannot be told apart 3 C 5.0 n = 40" in page


@pytest.mark.parametrize("count", [1, 2, 12])
def test_few_segments_and_equal_scores_have_their_own_words(db, signed_in, count):
    found = quality_fixtures.rated(db, "Few", [0.0] * count)
    sentence = heading(signed_in, f"/p/{found[0].project_id}/quality")
    assert sentence.startswith("Too little data to tell. About ")
    for path in PAGES:
        no_nonsense(signed_in.get(f"/p/{found[0].project_id}/{path}").text)


def test_a_system_that_lacks_half_the_segments_is_compared_on_the_others(db, signed_in):
    project_id, _ = quality_fixtures.make(db, "B")
    half = [row["id"] for row in db.query("SELECT id FROM segments ORDER BY id")][::2]
    with writing(db):
        for one in half:
            db.execute("DELETE FROM ratings WHERE segment_id = :id AND system = 'B'", {"id": one})
    page = words(signed_in.get(f"/p/{project_id}/quality").text)
    assert "206 segments that both translated" in page


def test_without_judgements_the_headline_is_words_changed(db, signed_in, owner):
    document = factories.make_document(db)
    confirm(db, document, owner, 2, "Some also turned themselves in.")
    path = f"/p/{document.project_id}/quality"
    assert heading(signed_in, path).startswith("You changed ")
    page = words(signed_in.get(path).text)
    assert page.count("Not measured yet.") >= 2
    assert "Review 50 segments" in page
    assert " 0.0 of 100" not in page


def test_one_system_is_good_fair_or_poor_by_the_printed_rule(db, signed_in):
    found = quality_fixtures.reviewed(db)
    path = f"/p/{found[0].project_id}/quality"
    sentence = heading(signed_in, path)
    assert sentence.startswith(("Quality is good: ", "Quality is fair: ", "Quality is poor: "))
    assert sentence.endswith(("of 100; no segment needs work.", "segments need work.", "segment needs work."))
    assert "Good from 90 of 100, fair from 80, poor below." in words(signed_in.get(path).text)

    answer = signed_in.post(f"{path}/rules", data={"good": "99", "fair": "98", "acceptable": "1", "work_penalty": "0.5", "work_rating": "66"})  # fmt: skip

    assert answer.status_code == 302
    assert heading(signed_in, path).startswith("Quality is poor: ")
    assert "Good from 99 of 100" in words(signed_in.get(path).text)


def test_a_wrong_threshold_is_refused_beside_the_form(db, signed_in):
    document = factories.make_document(db)
    answer = signed_in.post(f"/p/{document.project_id}/quality/rules", data={"good": "very"})
    assert answer.status_code == 422
    assert "“very” is not a number from 0 to 100." in words(answer.text)
    assert 'value="very"' in answer.text


def test_a_critical_error_makes_it_poor(db, signed_in):
    found = quality_fixtures.reviewed(db, imports=1)
    first = quality_fixtures.segment_ids(db, found)[0]
    quality_fixtures.marked(db, first, "A", 1, person="Cy", severity="critical")
    assert heading(signed_in, f"/p/{found[0].project_id}/quality").startswith(
        "Quality is poor: 1 critical error,"
    )


def test_every_tile_has_unit_direction_n_interval_and_its_segments(db, signed_in):
    found = quality_fixtures.reviewed(db)
    page = signed_in.get(f"/p/{found[0].project_id}/quality").text
    tiles = page.split('<section class="card tile"')[1:]
    assert len(tiles) == 6
    for tile in tiles:
        tile = tile.partition("</section>")[0]
        said = words("<" + tile.partition("<")[2])
        assert "is better" in said or "nearer to the end" in said
        assert "± " in said or "counted, so no interval" in said
        assert "n = " in said
        address = tile.partition('href="')[2].partition('"')[0]
        inside = signed_in.get(address).text
        assert "segments in this number" in words(inside)
        assert "/help/scores#" in inside


def test_the_csv_of_a_number_holds_all_its_segments_and_runs_nothing(db, signed_in, owner):
    document = factories.make_document(db, ["=1+1", "An article."])
    confirm(db, document, owner, 1, "=2+2")
    answer = signed_in.get(f"/p/{document.project_id}/quality/words.csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [row["text"] for row in rows] == ["'=2+2"]
    assert float(rows[0]["value"]) == 1.0
    assert "nrefs:1" in rows[0]["signature"]


def test_an_unknown_number_is_not_found(db, signed_in):
    document = factories.make_document(db)
    assert signed_in.get(f"/p/{document.project_id}/quality/beauty").status_code == 404
    assert signed_in.get("/p/999/quality").status_code == 404
    assert signed_in.get("/p/999/compare").status_code == 404


def test_facets_are_addresses_with_counts(db, signed_in):
    found = quality_fixtures.reviewed(db)
    path = f"/p/{found[0].project_id}/quality"
    one = signed_in.get(f"{path}?document={found[1].id}").text
    assert "Document: Import 2" in words(one)
    assert "40 segments were judged." in words(one)
    none = signed_in.get(f"{path}?document={found[1].id}&state=sent_back")
    assert "No segment is left by these filters." in words(none.text)
    no_nonsense(none.text)
    assert signed_in.get(f"{path}?document=x&state=&week=never&person=Zoe").status_code == 200


def test_people_are_a_facet_for_leads_and_for_themselves_only(db, signed_in, client_of):
    found = quality_fixtures.reviewed(db)
    path = f"/p/{found[0].project_id}/quality"
    assert "person=Ann" in signed_in.get(path).text
    editor = client_of(factories.make_person(db, "Eve"))
    assert "person=Ann" not in editor.get(path).text
    bo = client_of(factories.make_person(db, "Bo"))
    assert "person=Ann" not in bo.get(path).text


def test_languages_are_never_averaged(db, signed_in, owner):
    english = factories.make_document(db)
    japanese = factories.make_document(db, ["犬が走る。"], lang="ja")
    confirm(db, english, owner, 1, "Hundreds of inmates fled.")
    confirm(db, japanese, owner, 1, "犬は走った。")
    path = f"/p/{english.project_id}/quality"
    assert "in 1 confirmed sentence." in heading(signed_in, path)
    assert 'lang="ja"' in signed_in.get(f"{path}?lang=ja").text
    assert "Languages are never averaged." in words(signed_in.get(path).text)


@pytest.mark.parametrize("lang", ["ar", "he", "zh-Hans", "ja", "th", "hi"])
def test_every_script_is_counted(db, signed_in, owner, lang):
    texts = {"ar": "السلام عليكم.", "he": "שלום עולם.", "zh-Hans": "你好。", "ja": "犬が走る。", "th": "สวัสดีครับ", "hi": "नमस्ते दुनिया।"}  # fmt: skip
    document = factories.make_document(db, [texts[lang], "👩🏽‍🚒"], lang=lang)
    confirm(db, document, owner, 1, texts[lang] + " x")
    quality_fixtures.marked(db, factories.segment_of(db, document, 1).id, "machine", 1)
    for path in PAGES:
        no_nonsense(signed_in.get(f"/p/{document.project_id}/{path}").text)


def test_the_comparison_is_sorted_filtered_and_shows_both_lines(db, signed_in):
    project_id, _ = quality_fixtures.make(db, "tie")
    page = signed_in.get(f"/p/{project_id}/compare?a=A&b=B").text
    first, later = page.split('<li id="w-')[1:3]
    assert "is ahead by " in words(first)
    sizes = [float(re.search(r"is ahead by ([0-9.]+)", each)[1]) for each in (first, later)]
    assert sizes == sorted(sizes, reverse=True)
    assert 'class="other of-a"' in first
    assert 'class="other of-b"' in first
    only = words(signed_in.get(f"/p/{project_id}/compare?a=A&b=B&ahead=a").text)
    assert "A is ahead by" in only
    assert "B is ahead by" not in only


def test_one_system_has_nothing_to_be_compared_with(db, signed_in):
    document = factories.make_document(db)
    assert "nothing to compare it with" in heading(signed_in, f"/p/{document.project_id}/compare?a=x&b=y")


def test_raters_agreement_and_the_segments_on_which_they_disagree(db, signed_in):
    found = quality_fixtures.reviewed(db)
    path = f"/p/{found[0].project_id}/quality"
    page = signed_in.get(path).text
    assert "Do people agree?" in page
    assert "agreement:krippendorff|kappa:cohen" in page
    assert "rater=Ann&amp;rater=Bo" in page
    assert "Can automatic numbers be trusted here?" in page
    assert "Ann: " in words(signed_in.get(f"{path}/disagreement?rater=Ann&rater=Bo").text)


def test_statistics_are_computed_once_and_kept(db, signed_in):
    found = quality_fixtures.documents(db, "Kept", 20)
    refer(db, quality_fixtures.segment_ids(db, found), quality_fixtures.texts(20, "r"))
    project_id = found[0].project_id
    assert candidates.ensure(db, project_id) == (40, 40)
    before = list(db.query("SELECT * FROM candidate_statistics"))
    assert candidates.ensure(db, project_id) == (40, 40)
    assert list(db.query("SELECT * FROM candidate_statistics")) == before


def test_many_texts_are_measured_beside_the_page(db, signed_in):
    found = quality_fixtures.documents(db, "Many", 200, size=200)
    refer(db, quality_fixtures.segment_ids(db, found), quality_fixtures.texts(200, "r"))
    project_id = found[0].project_id
    page = words(signed_in.get(f"/p/{project_id}/quality").text)
    assert "0 of 400 texts are measured against references." in page
    candidates.wait(project_id)
    assert candidates.ensure(db, project_id).is_done


def test_viewers_see_numbers_and_cannot_change_rules(db, client_of):
    document = factories.make_document(db)
    viewer = client_of(factories.make_person(db, "Vera", "viewer"))
    path = f"/p/{document.project_id}/quality"
    assert viewer.get(path).status_code == 200
    assert viewer.post(f"{path}/rules", data={"good": "1"}).status_code == 403


def test_definitions_are_served_with_the_anchors_that_pages_link_to(signed_in):
    page = signed_in.get("/help/scores").text
    for anchor in ("words-changed-hter", "chrf", "bleu", "mqm-20", "esa", "what-is-counted", "verdict-on-two-systems",
                   "agreement-of-raters", "trust-in-an-automatic-metric"):  # fmt: skip
        assert f'id="{anchor}"' in page


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1.94, "+1.9"),
        (-0.8, "−0.8"),
        (0.04, "+0.04"),
        (-0.004, "−0.004"),
        (0.0, "0.0"),
        (1e-16, "0.0"),
        (-1e-9, "0.0"),
    ],
)
def test_a_difference_is_never_rounded_away_nor_made_of_rounding(app, value, shown):
    with app.test_request_context("/"):
        assert words_of_pages.signed(value) == shown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# A *b*", '<h2 id="a-b">A <em>b</em></h2>'),
        ("a `<b>*x*` **c**\nd", "<p>a <code>&lt;b&gt;*x*</code> <strong>c</strong>\nd</p>"),
        ("    x\n\n    y", '<pre tabindex="0"><code>x\n\ny</code></pre>'),
        ("- a\n- b\n  c", "<ul><li>a</li><li>b\n  c</li></ul>"),
        ("[w](https://x.org) [d](formats.md) [j](javascript:x)", '<p><a href="https://x.org">w</a> d j</p>'),
        ("<script>", "<p>&lt;script&gt;</p>"),
        ("", ""),
    ],
)
def test_markdown_of_the_definitions(text, html):
    assert str(markdown.render(text)) == html


def test_worst_segments_are_sorted_only_by_what_there_is(db, signed_in, owner):
    plain = factories.make_document(db, project="Plain")
    confirm(db, plain, owner, 1, "Hundreds of inmates fled.")
    confirm(db, plain, owner, 2, "Some hired themselves.")
    page = words(signed_in.get(f"/p/{plain.project_id}/quality?sort=score").text)
    assert "2 most changed segments by words changed" in page
    assert "by rating" not in page
    assert "by penalty points" not in page

    rated, _ = quality_fixtures.make(db, "few")
    page = words(signed_in.get(f"/p/{rated}/quality?sort=changes").text)
    assert "10 worst segments by rating" in page
    assert "by words changed" not in page

    marked = quality_fixtures.reviewed(db, imports=1)[0].project_id
    page = signed_in.get(f"/p/{marked}/quality?sort=errors").text
    assert re.search(r'aria-current="true" href="[^"]*sort=errors[^"]*">by number of errors', page)
    assert "by penalty points by number of errors by words changed" in words(page)


def test_the_penalty_before_and_after_editing_with_its_segments(db, signed_in, owner):
    document = factories.make_document(db, ["The council met.", "Nobody was hurt.", "He left."])
    path = f"/p/{document.project_id}/quality"
    assert "before and after editing" not in words(signed_in.get(path).text)
    assert "Not measured yet." in words(signed_in.get(f"{path}/penalty").text)
    for position, severity in ((1, "critical"), (2, "major"), (3, "minor")):
        quality_fixtures.marked(
            db, factories.segment_of(db, document, position).id, "machine", 1, severity=severity
        )
    assert "No judged segment was corrected yet." in words(signed_in.get(path).text)
    confirm(db, document, owner, 1, "A council met.")

    page = words(signed_in.get(path).text)

    assert "Penalty before editing 31, after 6." in page
    assert "80 % of the points are gone." in page
    assert "3 judged segments, 1 of them corrected." in page
    inside = words(signed_in.get(f"{path}/penalty").text)
    assert "25 before, 0 after" in inside
    assert "Marks: 2 kept, 0 moved with their words, 1 resolved by an edit, 0 without a place." in inside
    rows = list(csv.DictReader(io.StringIO(signed_in.get(f"{path}/penalty.csv").data.decode("utf-8-sig"))))
    assert [(float(row["value"]), float(row["of"])) for row in rows] == [(0, 25), (5, 5), (1, 1)]


def test_the_trend_is_of_the_score_where_people_judged(db, signed_in):
    found = quality_fixtures.reviewed(db)
    page = words(signed_in.get(f"/p/{found[0].project_id}/quality").text)
    assert "Quality score by import, with interval" in page
    assert "Higher is better." in page
    one = quality_fixtures.reviewed(db, "Short", imports=2, each=6)
    page = words(signed_in.get(f"/p/{one[0].project_id}/quality").text)
    assert "Words changed by import, with interval" in page


def test_dates_are_a_facet(db, signed_in, owner):
    document = factories.make_document(db)
    confirm(db, document, owner, 1, "Hundreds of inmates fled.")
    path = f"/p/{document.project_id}/quality"
    assert "Date: Last 7 days" in words(signed_in.get(f"{path}?when=7").text)
    assert "in 1 confirmed sentence" in heading(signed_in, f"{path}?when=7")
    db.execute("UPDATE segments SET changed_at = '2020-01-01T00:00:00Z' WHERE changed_at IS NOT NULL")
    assert "No segment is left by these filters." in words(signed_in.get(f"{path}?when=90").text)


def test_too_little_data_leads_to_the_segments_that_are_missing(db, signed_in):
    project_id, _ = quality_fixtures.make(db, "few")
    page = signed_in.get(f"/p/{project_id}/compare").text
    assert "Review 260 more segments" in words(page)
    link = re.search(r'href="(/p/\d+/samples\?[^"]*)">Review 260', page)[1].replace("&amp;", "&")
    form = signed_in.get(link).text
    assert 'value="260"' in form
    assert re.search(r'value="esa" selected', form)
    assert form.count(" checked>") == 3  # A, B, and their names hidden


def test_an_interval_over_several_levels_is_said(db, signed_in):
    found = quality_fixtures.reviewed(db, imports=2)
    page = words(signed_in.get(f"/p/{found[0].project_id}/quality").text)
    assert (
        "95 % interval: 31.8 to 100.0. The interval reaches from poor to good: this is not certain yet."
        in page
    )
