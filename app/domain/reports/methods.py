"""A paragraph on methods, ready for a paper: what was measured, how, on how much, and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .. import languages
from ..scoring.intervals import SEED
from . import sampling as drawn
from .material import Json

DRAWN = re.compile(r"\|(?:bs|seed):[^|]*")
HUMAN = {"mqm": "MQM", "esa": "ESA", "da": "DA (z)"}
CITED = {
    "mqm": "errors marked with MQM categories and severities, a segment's penalty the sum of its weights (Freitag et al., 2021)",
    "esa": "error span annotation, 0-100 (Kocmi et al., 2024)",
    "da": "direct assessment, standardised by rater (Graham et al., 2013)",
}


def paragraph(
    results: Sequence[Json], sampling: Mapping[str, Json], versions: Mapping[str, Json], weights: str
) -> str:
    """English prose with every figure that a reader needs to repeat the measurement."""
    found = [one for one in results if isinstance(one, dict)]
    sentences = [
        _extent(found, sampling),
        "A segment counts once a person has confirmed its correction; editorial changes, locked and left-out segments do not.",
        *_edited(found, versions),
        *_references(found),
        *_human(found, weights),
        *drawn.sentences(sampling["judged"]),
        "Scores of different language pairs are never averaged.",
        f"All numbers were computed with Stet {versions['stet']} (sacreBLEU {versions['sacrebleu']}, NumPy {versions['numpy']}) "
        "and can be computed again from the report's JSON file with “stet verify”.",
    ]
    return " ".join(sentences)


def _extent(found: Sequence[Mapping[str, Json]], sampling: Mapping[str, Json]) -> str:
    groups = [
        f"{_pair(one)}, {one['system']} (n = {one['segments']:,}; {one['words']:,} words)"
        for one in found
        if one["segments"]
    ]
    if not groups:
        return "No machine translation has a confirmed correction in the period."
    period = f" from {sampling['from']} to {sampling['to']}" if sampling["from"] else ""
    return (
        f"We compared machine translations with the corrections that people confirmed{period}: {'; '.join(groups)}. "
        f"Of {sampling['segments']:,} segments {sampling['counted']:,} counted."
    )


def _pair(one: Mapping[str, Json]) -> str:
    source, target = one["source_lang"], one["target_lang"]
    name = languages.name(str(target)) if target else "language not stated"
    return f"{languages.name(str(source))} to {name}" if source else name


def _edited(found: Sequence[Mapping[str, Json]], versions: Mapping[str, Json]) -> list[str]:
    if not any(one["segments"] for one in found):
        return []
    return [
        "HTER is TER (Snover et al., 2006) of the machine text against its correction, edits summed over all segments and divided by "
        f"the words of the corrections ({_said(found, 'scores', 'hter')}); its 95 % intervals are {_methods(found, 'scores', 'hter')}.",
        f"chrF (Popović, 2015; {_said(found, 'scores', 'chrf')}) and BLEU (Papineni et al., 2002; {_said(found, 'scores', 'bleu')}) were computed "
        f"with sacreBLEU {versions['sacrebleu']} (Post, 2018); their 95 % intervals are {_methods(found, 'scores', 'chrf')}.",
        "Corrections start from the system's own text and favour it, so these scores describe the work of correcting and rank no systems.",
    ]


def _references(found: Sequence[Mapping[str, Json]]) -> list[str]:
    referenced = [one for one in found if _inner(one, "against_reference", "chrf").get("n")]
    if not referenced:
        return []
    groups = [
        f"{_pair(one)}, {one['system']} (n = {_inner(one, 'against_reference', 'chrf')['n']:,})"
        for one in referenced
    ]
    signatures = ", ".join(_said(referenced, "against_reference", name) for name in ("chrf", "bleu", "ter"))
    return [
        f"Against independent references: {'; '.join(groups)}; chrF, BLEU and TER with sacreBLEU ({signatures})."
    ]


def _human(found: Sequence[Mapping[str, Json]], weights: str) -> list[str]:
    sentences = []
    for name, title in HUMAN.items():
        judged = [one for one in found if _inner(one, "human", name).get("score") is not None]
        if not judged:
            continue
        groups = [f"{_pair(one)}, {one['system']} ({_judged(one, name)})" for one in judged]
        with_weights = f", weights {weights}" if name == "mqm" else ""
        sentences.append(
            f"{title}: {CITED[name]}{with_weights}; {'; '.join(groups)}; {_said(judged, 'human', name)}."
        )
    return [*sentences, *_spans(found)]


def _spans(found: Sequence[Mapping[str, Json]]) -> list[str]:
    """How far raters marked the same words, where two of them judged the same texts."""
    shared = [one for one in found if _inner(one, "human", "spans").get("raters")]
    groups = []
    for one in shared:
        f1 = _inner(_inner(one, "human", "spans"), "f1")
        if isinstance(f1.get("score"), float):
            groups.append(f"{_pair(one)}, {one['system']} (F1 = {f1['score']:.3f}, n = {f1['n']:,})")
    if not groups:
        return []
    return [
        "Agreement on error spans is the F1 of marked characters over all pairs of raters, the same from either side: "
        f"{'; '.join(groups)}."
    ]


def _judged(one: Mapping[str, Json], name: str) -> str:
    number = _inner(one, "human", name)
    agree = number.get("agreement")
    raters = agree.get("raters") if isinstance(agree, dict) else None
    alpha = agree.get("alpha_interval") if isinstance(agree, dict) else None
    people = f", {raters} {'rater' if raters == 1 else 'raters'}"
    kept = f", Krippendorff's alpha {alpha:.3f}" if isinstance(alpha, float) else ""
    return f"n = {number['n']:,}{people}{kept}"


def _inner(one: Mapping[str, Json], *names: str) -> dict[str, Json]:
    found: Json = dict(one)
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def _said(found: Sequence[Mapping[str, Json]], part: str, name: str) -> str:
    """The signatures in use, each once; how intervals are drawn is said apart."""
    used = (DRAWN.sub("", str(_inner(one, part, name).get("signature") or "")) for one in found)
    return " and ".join(one for one in dict.fromkeys(used) if one)


def _methods(found: Sequence[Mapping[str, Json]], part: str, name: str) -> str:
    used = (_inner(one, part, name).get("interval_method") for one in found)
    said = " and ".join(dict.fromkeys(str(one) for one in used if one))
    return f"{said}, seed {SEED}" if said else "not given, because one segment has none"
