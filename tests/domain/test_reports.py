"""Reports: every number comes from the data, is stated with all that belongs to it, and is found when it was changed."""

import base64
import copy
import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Invalid, TooLarge
from app.domain.judging.records import Mark, Span
from app.domain.reports import building, checking, examples, logos, numbers, page, tables
from app.domain.reports.building import Head
from app.domain.reports.material import REASONS, Material, Paper, Piece, Said, Sample

NONE_OUT = dict.fromkeys(REASONS, 0)


def piece(position, machine, text, **more):
    given = {"source": None, "counts": True, "changed_on": "2026-03-01", **more}
    return Piece(position=position, machine=machine, text=text, **given)


def paper(pieces, *, lang="en", source_lang="de", system="A", name="Article", out=None):
    return Paper("News", name, source_lang, lang, system, tuple(pieces), {**NONE_OUT, **(out or {})})


ENGLISH = [
    piece(
        1, "Several hundred inmates escaped.", "Several hundred inmates escaped.", source="Mehrere entkamen."
    ),
    piece(
        2,
        "Some also hired themselves.",
        "Some also turned themselves in.",
        changed_on="2026-03-05",
        handed="Some turned themselves in.",
        reference="Some gave themselves up.",
        candidates=(("B", "Some surrendered as well."),),
    ),
    piece(3, "He said yes 👍🏽.", "He agreed 👍🏽.", reference="He agreed."),
    piece(5, "", "An added thought.", counts=False, reference="A thought.", candidates=(("B", "A thought"),)),
]
MATERIAL = Material(
    papers=(
        paper(ENGLISH, out={"not_confirmed": 4}),
        paper([piece(1, "One more text stands here.", "One more text is here.")], name="Second"),
        paper([piece(1, "猫が好きです。", "猫が大好きです。")], lang="ja", source_lang="en"),
        paper([piece(1, "قال نعم اليوم", "قال نعم أمس"), piece(2, "", "")], lang="ar", source_lang="en"),
    ),
    said=(
        Said(0, 1, "A", "rater 1", ()),
        Said(
            0,
            2,
            "A",
            "rater 1",
            (Mark("major", "Accuracy/Mistranslation", (Span("target", 0, 6),)),),
            esa=55.0,
        ),
        Said(0, 2, "A", "rater 2", (Mark("minor", "Style", (Span("target", 4, 8),)),), esa=70.0),
        Said(0, 3, "A", "rater 1", (Mark("critical"),), esa=20.0),
        Said(0, 2, "B", "rater 1", (), esa=95.0),
        Said(0, 2, "B", "rater 2", None, da=80.0),
        Said(0, 3, "B", "rater 2", None, da=60.0),
        Said(0, 3, "A", "rater 2", None, da=20.0),
    ),
)
HEAD = Head("News in March", client="Daily Post", start="2026-03-01", end="2026-03-31")
REPORT = json.loads(building.written(building.build(HEAD, MATERIAL)))


def leaves(value, path=()):
    """Paths of every number of a report."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from leaves(inside, (*path, key))
    elif isinstance(value, list):
        for place, inside in enumerate(value):
            yield from leaves(inside, (*path, place))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path


NUMBERS = list(leaves(REPORT))


def changed(path, change):
    report = copy.deepcopy(REPORT)
    place = report
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = change(place[path[-1]])
    return report


def result(target, system="A"):
    return next(one for one in REPORT["results"] if one["target_lang"] == target and one["system"] == system)


def test_an_untouched_report_is_confirmed():
    checked = checking.check(REPORT)
    assert checked.difference is None
    assert checked.numbers > 150
    assert checked.segments == 8
    assert checked.versions is None


def test_limits_stay_within_what_a_score_can_be():
    texts = [f"Sentence number {n} stands here as it was." for n in range(30)]
    pieces = [piece(n, text, text) for n, text in enumerate(texts)] + [
        piece(31, "One was changed.", "Two were.")
    ]
    scores = building.build(HEAD, Material(papers=(paper(pieces),), said=()))["results"][0]["scores"]
    for name in ("chrf", "bleu"):
        low, high = scores[name]["interval"]
        assert 0 <= low < scores[name]["score"] < high <= 100


@settings(max_examples=25)
@given(st.sampled_from(NUMBERS), st.sampled_from([0.5, 1, -3, 1000]))
def test_any_number_that_was_changed_is_found(path, by):
    report = changed(path, lambda value: value + by)
    try:
        difference = checking.check(report).difference
    except Invalid:
        return  # a number that its place cannot hold is refused at once
    if path == ("format_version",):
        return  # refused when the file is read
    assert difference is not None, path
    assert difference.stated != difference.recomputed


def test_every_single_number_outside_the_data_is_named_by_its_path():
    for path in NUMBERS[:: max(1, len(NUMBERS) // 15)]:
        if path[0] in ("data", "format_version"):
            continue
        difference = checking.check(changed(path, lambda value: value + 1)).difference
        written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
        assert difference.path == written


def test_a_changed_text_is_found():
    report = copy.deepcopy(REPORT)
    report["data"]["documents"][0]["segments"][0]["source"] = "Etwas anderes."
    assert checking.check(report).difference is not None


def test_a_changed_sentence_of_the_methods_is_found():
    report = copy.deepcopy(REPORT)
    report["methods"] = report["methods"].replace("n = 4", "n = 400")
    assert checking.check(report).difference.path == "methods"


def test_a_number_that_was_added_is_found():
    report = copy.deepcopy(REPORT)
    report["results"][0]["overall"] = 99.9
    assert checking.check(report).difference.path == "results[0].overall"


def test_another_version_of_sacrebleu_is_said_and_signatures_may_name_it():
    report = json.loads(json.dumps(REPORT).replace("2.6.0", "2.5.1"))
    checked = checking.check(report)
    assert checked.difference is None
    assert "sacrebleu 2.5.1" in checked.versions


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("[]", "is not a report"),
        ("{}", "is not a report"),
        ('{"format": "stet-report", "format_version": 2}', "format_version is 2"),
        ('{"format": "stet-report", "format": "x"}', "stands twice"),
        ('{"format": "stet-report", "format_version": NaN}', "NaN is no number"),
        ("[" * 100_000, "is not a report"),
        ('{"format": "stet-report",\n "x": }', "line 2"),
    ],
)
def test_what_is_no_report_is_refused_with_a_sentence(text, said):
    with pytest.raises(Invalid, match=said):
        checking.read(text, "r.json")


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("data",), None, "data must be an object"),
        (("data", "documents"), None, "data.documents must be a list"),
        (("data", "documents", 0, "segments", 1, "text"), 7, r"segments\[1\].text must be a text"),
        (("data", "documents", 0, "segments", 1, "machine"), None, "because the segment counts"),
        (("data", "judgements", 0, "document"), 99, "the number of a document"),
        (("data", "judgements", 0, "esa"), "high", "must be a number"),
        (("data", "weights", "name"), "unheard of", "points must be given"),
        (("versions",), {}, "versions must name"),
        (("client",), "Daily Post", "must be objects"),
    ],
)
def test_data_that_cannot_be_read_is_named_by_its_place(path, value, said):
    with pytest.raises(Invalid, match=said):
        checking.check(changed(path, lambda _: value))


def test_the_same_material_gives_the_same_bytes():
    assert building.written(building.build(HEAD, MATERIAL)) == building.written(
        building.build(HEAD, MATERIAL)
    )
    assert page.as_html(REPORT) == page.as_html(REPORT)


def test_scores_are_those_of_the_domain():
    from app.domain.scoring import statistics, sums

    counted = [statistics.of_segment(one.machine, one.text, "en") for one in ENGLISH[:3]]
    counted.append(statistics.of_segment("One more text stands here.", "One more text is here.", "en"))
    expected = sums.corpus(sums.total(counted), "en")
    found = result("en")["scores"]
    for name in ("hter", "chrf", "bleu"):
        assert found[name]["score"] == expected[name].score
        assert set(expected[name].signature.split("|")) <= set(found[name]["signature"].split("|"))
        assert found[name]["n"] == 4
    low, high = found["hter"]["interval"]
    assert low <= found["hter"]["score"] <= high


def test_language_pairs_and_systems_are_never_averaged():
    pairs = [(one["source_lang"], one["target_lang"], one["system"]) for one in REPORT["results"]]
    assert pairs == [("de", "en", "A"), ("de", "en", "B"), ("en", "ar", "A"), ("en", "ja", "A")]
    assert not {"total", "mean", "overall"} & set(REPORT)


def test_another_systems_text_is_never_scored_against_a_correction():
    other = result("en", "B")
    assert other["scores"]["chrf"]["score"] is None
    assert "No correction" in other["scores"]["chrf"]["reason"]
    assert other["against_reference"]["chrf"]["n"] == 2


def test_human_scores_come_with_n_interval_signature_and_agreement():
    human = result("en")["human"]
    assert human["mqm"]["score"] == pytest.approx((0 + (5 + 1) / 2 + 25) / 3)
    assert human["mqm"]["n"] == 3
    assert human["mqm"]["agreement"]["raters"] == 2
    assert "weights:mqm2" in human["mqm"]["signature"]
    assert human["esa"]["n"] == 2
    assert human["da"]["direction"] == "higher is better"
    assert result("ja")["human"]["mqm"]["reason"] == "Nobody has marked errors in this system's text."


def test_a_severity_without_points_is_a_reason_and_no_silent_zero():
    said = (Said(0, 1, "A", "rater 1", (Mark("catastrophic"),)),)
    report = building.build(HEAD, Material((paper(ENGLISH),), said))
    stated = report["results"][0]["human"]["mqm"]
    assert stated["score"] is None
    assert "catastrophic" in stated["reason"]


def test_own_weights_are_carried_along():
    material = Material((paper(ENGLISH),), MATERIAL.said, "own", {"minor": 2, "major": 7, "critical": 30})
    report = json.loads(building.written(building.build(HEAD, material)))
    assert report["results"][0]["human"]["mqm"]["score"] == pytest.approx((0 + (7 + 2) / 2 + 30) / 3)
    assert checking.check(report).difference is None
    report["data"]["weights"]["points"]["minor"] = 3.0
    assert checking.check(report).difference is not None


def test_nothing_at_all_is_a_report_too():
    report = json.loads(building.written(building.build(Head("Empty"), Material(()))))
    assert report["results"] == []
    assert checking.check(report).difference is None
    assert "No machine translation has a confirmed correction" in report["methods"]
    assert b"No confirmed segment was changed" in page.as_html(report)
    assert tables.as_latex(report).count(b"\\\\") == 1


def test_examples_are_spread_from_the_least_to_the_most_changed():
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    pieces = [
        piece(at, " ".join(words), " ".join(["x"] * (at % 11) + words[at % 11 :])) for at in range(1, 101)
    ]
    found = examples.of_material(Material((paper(pieces),)))
    shares = [one["share"] for one in found["items"]]
    assert len(shares) == 20
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.1, 1.0)
    assert found["changed_segments"] == sum(one.machine != one.text for one in pieces)


def test_examples_are_shared_out_between_pairs_and_systems():
    many = [piece(at, "a b", "a c") for at in range(1, 41)]
    found = examples.of_material(Material((paper(many), paper(many[:3], lang="fr"))))
    assert [one["target_lang"] for one in found["items"]].count("fr") == 3
    assert len(found["items"]) == 20


def test_the_page_asks_for_nothing_and_runs_nothing():
    evil = "<script>alert(1)</script>\"'&"
    material = Material((paper([piece(1, evil, evil + " x", source=evil)], name=evil, system=evil),))
    html = page.as_html(building.build(Head(evil, client=evil), material)).decode()
    assert "<script" not in html
    assert "default-src 'none'" in html
    assert "http://" not in html
    assert "https://" not in html
    assert "url(" not in html


def test_texts_stand_in_the_page_with_their_language_and_direction():
    html = page.as_html(REPORT).decode()
    assert '<p lang="ar" dir="rtl">' in html
    assert '<p lang="ja" dir="ltr">' in html
    assert "👍🏽" in html


def test_every_number_of_the_page_has_unit_direction_n_and_interval():
    for one in numbers.of_result(result("en")):
        if one.value is not None:
            assert one.unit in numbers.UNITS
            assert one.direction in numbers.DIRECTIONS
            assert one.n > 0
            assert one.signature
            assert (one.interval is None) == (one.n == 1), one


def test_the_table_for_spreadsheets_holds_every_number_unrounded():
    rows = list(csv.DictReader(io.StringIO(tables.as_csv(REPORT).decode("utf-8-sig"))))
    row = next(one for one in rows if one["metric"] == "scores.hter" and one["target_lang"] == "en")
    assert float(row["score"]) == result("en")["scores"]["hter"]["score"]
    assert row["client"] == "Daily Post"
    assert len(rows) == len(REPORT["results"]) * len(numbers.TITLES)


def test_cells_that_a_spreadsheet_would_run_are_guarded():
    report = building.build(Head("x", client="=1+1"), Material((paper(ENGLISH, system="+SUM(A1)"),)))
    text = tables.as_csv(report).decode("utf-8-sig")
    assert ",'=1+1," in text
    assert ",'+SUM(A1)," in text


def test_the_table_for_papers_escapes_what_latex_would_run():
    report = building.build(Head(r"50% & \input{x}_#"), Material((paper(ENGLISH, system="a_b"),)))
    text = tables.as_latex(report).decode()
    assert r"50\% \& \textbackslash{}input\{x\}\_\#" in text
    assert r"a\_b" in text
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")


def test_the_methods_name_metrics_signatures_sizes_intervals_seeds_and_versions():
    text = REPORT["methods"]
    for word in ("HTER", "chrF", "BLEU", "nrefs:1", "n = 4", "bootstrap", "seed 12345", "sacreBLEU 2.6.0",
                 "Stet 0.1.0", "NumPy", "German to English", "MQM", "never averaged", "rank no systems"):  # fmt: skip
        assert word in text, word


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def test_a_logo_is_carried_in_the_page():
    uri = logos.data_uri(PNG, "logo.png")
    assert base64.b64decode(uri.partition(",")[2]) == PNG
    html = page.as_html(building.build(Head("x", "Post", uri), Material(()))).decode()
    assert f'<img src="{uri}" alt="Post">' in html


@pytest.mark.parametrize("data", [b"", b"<svg onload=alert(1)></svg>", b"GIF", b"%PDF-1.4", b"RIFFxxxxWAVE"])
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(Invalid, match="no PNG"):
        logos.data_uri(data, "logo")


def test_a_logo_that_is_too_large_is_refused():
    with pytest.raises(TooLarge, match="Make the picture smaller"):
        logos.data_uri(PNG + b"0" * 400_000, "logo.png")


def test_span_agreement_is_counted_by_characters_for_all_and_for_each_rater():
    [result] = [one for one in REPORT["results"] if one["system"] == "A" and one["target_lang"] == "en"]
    spans = result["human"]["spans"]
    # "Some a" and " als": two of ten characters are common, and the shorter mark has four.
    assert spans["f1"]["score"] == pytest.approx(2 * 2 / 10)
    assert spans["containment"]["score"] == pytest.approx(2 / 4)
    assert (spans["f1_same_severity"]["score"], spans["f1_same_category"]["score"]) == (0, 0)
    assert (spans["f1"]["n"], spans["f1"]["unit"]) == (1, "share of characters")
    assert spans["f1"]["signature"].startswith(
        "spans:char-f1.containment|symmetric:yes|gap:1|pairs:all|raters:2|n:1"
    )
    assert [(one["rater"], one["f1"], one["texts"]) for one in spans["raters"]] == [
        ("rater 1", spans["f1"]["score"], 1),
        ("rater 2", spans["f1"]["score"], 1),
    ]
    assert spans["severities"] == [{"one": "major", "other": "minor", "errors": 1}]
    assert spans["raters"][1]["severities"] == [{"one": "minor", "other": "major", "errors": 1}]


def test_without_two_raters_of_a_text_span_agreement_says_why():
    spans = human_of("B")["spans"]
    assert (spans["f1"]["score"], spans["f1"]["reason"]) == (None, "No text was judged by two people.")


def human_of(system):
    return next(one["human"] for one in REPORT["results"] if one["system"] == system)


def test_the_page_shows_who_marks_the_same_words():
    page_ = page.as_html(REPORT).decode()
    assert "Do they mark the same words?" in page_
    assert '<th scope="row">Rater 1</th><td>Major</td><td>1</td>' in page_
    assert page_.count("Do they mark the same words?") == 1  # not where nobody can tell


def test_a_segment_outside_the_stated_period_is_found():
    report = copy.deepcopy(REPORT)
    report["period"]["from"] = "2026-03-04"
    found = checking.check(report).difference
    assert found
    assert found.path.endswith("changed_on")


def test_whoever_rates_without_naming_categories_marks_no_errors():
    said = tuple(
        Said(0, position, "A", "rater 1", marks, esa=80.0)
        for position, marks in ((1, (Mark("minor", None, (Span("target", 0, 3),)),)), (2, ()))
    )
    human = building.build(HEAD, Material((paper(ENGLISH),), said))["results"][0]["human"]
    assert human["mqm"]["score"] is None
    assert human["esa"]["score"] == 80


def test_the_table_for_papers_names_another_n_and_other_scripts():
    table = tables.as_latex(REPORT).decode()
    assert "$n = 2$" in table  # two texts judged, three segments confirmed
    assert "XeLaTeX" not in table
    arabic = tables.as_latex({**REPORT, "title": 'تقرير <الربع> | "أ"'}).decode()
    assert "% Names are in scripts that pdfLaTeX cannot set" in arabic
    assert r"تقرير \textless{}الربع\textgreater{} \textbar{} \char34{}أ\char34{}" in arabic


@pytest.mark.parametrize(
    ("drawn", "rule"),
    [
        ((None, None), "None of the 2 judged segments was drawn at random: people or files chose them"),
        ((0, None), "1 of 2 judged segments were drawn at random; people or files chose the others."),
        ((0, 0), "All 2 judged segments were drawn at random, each one that could be drawn equally likely."),
    ],
)
def test_a_report_says_how_judged_segments_were_chosen(drawn, rule):
    said = tuple(Said(0, place, "A", "rater 1", (), sample=one) for place, one in enumerate(drawn, start=1))
    samples = (Sample(2, 30, 77, "2026-03-02"),) if 0 in drawn else ()
    report = json.loads(
        building.written(building.build(HEAD, Material((paper(ENGLISH),), said, samples=samples)))
    )

    assert report["sampling"]["judged"]["rule"].startswith(rule)
    assert rule in report["methods"]
    assert ("2 of 30 segments (2026-03-02, seed 77" in report["methods"]) is (0 in drawn)
    assert rule in page.as_html(report).decode()
    assert checking.check(report).difference is None
    if samples:
        report["data"]["judgements"][0]["sample"] = 5
        with pytest.raises(Invalid, match=r"judgements\[0\].sample must be the number of a sample"):
            checking.check(report)


def test_a_report_without_judgements_says_nothing_of_how_they_were_chosen():
    report = building.build(HEAD, Material((paper(ENGLISH),)))
    assert report["sampling"]["judged"] is None


def test_what_is_next_to_nothing_has_no_sign():
    report = copy.deepcopy(REPORT)
    da = report["results"][0]["human"]["da"]
    da |= {
        "score": -1e-18,
        "interval": [-1e-17, 1e-17],
        "signature": "da:z",
        "reason": None,
        "n": 2,
        "agreement": None,
    }
    assert "-0.00" not in page.as_html(report).decode()
    assert "-0.00" not in tables.as_latex(report).decode()


def test_every_coefficient_of_agreement_is_in_the_report():
    agree = human_of("A")["mqm"]["agreement"]
    assert set(agree) >= {
        "alpha_nominal",
        "alpha_ordinal",
        "alpha_interval",
        "kappa",
        "units",
        "raters",
        "signature",
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"esa": 55.0', '"esa": 1e308', r"data.judgements\[1\].esa must be a number up to 1,000,000"),
        ('"esa": 55.0', f'"esa": {"9" * 400}', "has too many digits"),
        ('"Some also hired themselves."', r'"\ud83d"', "half of a character stands alone"),
    ],
)
def test_values_that_no_computer_can_count_with_are_refused(old, new, said):
    text = json.dumps(REPORT)
    assert old in text
    with pytest.raises(Invalid, match=said):
        checking.check(checking.read(text.replace(old, new), "f"))
