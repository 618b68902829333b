"""References that favour a system support no verdict; the trap that shows why."""

import csv
import re

import pytest

from app.domain.scoring import origins, statistics, sums
from app.domain.scoring.origins import INDEPENDENT, corrected
from app.domain.scoring.verdicts import MEASURES, compare, verdict

BEST, WORST = "Facebook-AI", "Nemo"  # by the errors that people marked, wmt20: 1.06 and 2.14 points a segment
REWRITTEN = 0.2  # of the worst system's sentences


def test_an_origin_says_where_a_correction_started():
    assert origins.started_from(INDEPENDENT) is None
    for system in ("A", "نظام", "系统 1", "corrected:x", ""):
        assert origins.started_from(corrected(system)) == system
        assert not origins.is_fair(corrected(system))
    assert origins.is_fair(INDEPENDENT)
    assert not origins.is_fair("")


@pytest.mark.parametrize(
    ("of_places", "bases", "favoured"),
    [
        ({}, (), ()),
        ({"1": set()}, (), ()),
        ({"1": {INDEPENDENT}}, ("independent",), ()),
        ({"1": {corrected("A")}}, (), ("A",)),
        ({"1": {corrected("C")}}, (), ("C",)),  # C may be a relative of A
        ({"1": {corrected("A")}, "2": {corrected("B")}}, (), ("A", "B")),  # no place has both
        ({"1": {corrected("A"), corrected("B")}}, ("both_edited",), ("A", "B")),
        ({"1": {corrected("A")}, "2": {INDEPENDENT, corrected("A")}}, ("independent",), ("A",)),
        ({"1": {"who knows"}}, (), ()),  # an origin that nobody knows is not fair
    ],
)
def test_what_references_allow(of_places, bases, favoured):
    found = origins.fairness(("A", "B"), of_places)
    assert (found.bases, found.favoured) == (bases, favoured)
    assert (found.refusal is None) == bool(bases)


@pytest.mark.parametrize(
    ("of_places", "sentence"),
    [
        ({}, "There is no reference against which both systems can be measured."),
        ({"1": {corrected("A")}}, "The only references are corrections that started from A. They favour A,"),
        ({"1": {corrected("A")}, "2": {corrected("B")}}, "started from one system each"),
    ],
)
def test_a_refusal_says_why(of_places, sentence):
    assert sentence in origins.fairness(("A", "B"), of_places).refusal


@pytest.fixture(scope="module")
def talks(shared_data):
    """The texts of three systems by segment, and how many points the worst one's errors cost."""
    texts, points = {}, {}
    with open(shared_data / "mqm" / "ted-en-de.tsv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["system"] in (BEST, WORST, "ref"):
                place = (row["doc"], row["seg_id"])
                texts.setdefault(place, {})[row["system"]] = re.sub(r"</?v>", "", row["target"])
                if row["system"] == WORST:
                    cost = {"Major": 5, "Minor": 1}.get(row["severity"], 0)
                    points[place] = points.get(place, 0) + cost
    return {place: found for place, found in texts.items() if len(found) == 3}, points


@pytest.fixture(scope="module")
def trap(talks):
    """The worst system's text with its worst fifth rewritten, as an editor's reference."""
    texts, points = talks
    worst = sorted(texts, key=lambda place: -points[place])[: int(len(texts) * REWRITTEN)]
    return {place: found["ref"] if place in worst else found[WORST] for place, found in texts.items()}


def chrf(texts, references, system):
    return {
        place: sums.segment_scores(statistics.of_segment(found[system], references[place], "de"), "de")["chrf"].score
        for place, found in texts.items()
    }  # fmt: skip


def test_the_worst_system_beats_the_best_against_its_own_correction(talks, trap):
    """The trap: without the rule the verdict is certain, and wrong."""
    texts, _ = talks
    of_best, of_worst = chrf(texts, trap, BEST), chrf(texts, trap, WORST)
    trapped = verdict(compare(MEASURES["chrf"], BEST, WORST, of_best, of_worst))
    assert trapped.outcome == "b_better"
    assert trapped.comparisons[0].difference > 10


def test_the_rule_takes_the_trap_away(talks):
    texts, _ = talks
    fair = origins.fairness((BEST, WORST), {place: {corrected(WORST)} for place in texts})
    assert fair.bases == ()
    assert f"They favour {WORST}" in fair.refusal


def test_an_independent_reference_sees_no_such_lead(talks):
    texts, _ = talks
    references = {place: found["ref"] for place, found in texts.items()}
    of_best, of_worst = chrf(texts, references, BEST), chrf(texts, references, WORST)
    assert verdict(compare(MEASURES["chrf"], BEST, WORST, of_best, of_worst)).outcome != "b_better"
