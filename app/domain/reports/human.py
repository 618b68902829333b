"""Scores that people gave, for each language pair and system: MQM, ESA and DA with interval, signature and agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..judging.records import Judgement, Judgements, about_errors
from ..scoring import agreement, da, esa, intervals, mqm
from ..scoring import weights as known_weights
from ..scoring.agreement import Rated
from ..scoring.intervals import Interval
from ..scoring.weights import Weights
from ..sentences import spoken
from . import spans
from .material import Json, Material, Said

Key = tuple[str | None, str | None, str]

NOT_MARKED = spoken("Nobody has marked errors in this system's text.")
NOT_RATED = spoken("Nobody has rated this system's text.")
UNKNOWN = spoken("The weights {name} say nothing of the severity “{severity}”.")
ONE_RATER = spoken("One rater cannot agree or disagree.")


def weights_of(material: Material) -> Weights:
    """The weights that the report carries, or those of their name."""
    if material.weights is not None:
        return Weights(
            material.weights_name,
            {"no-error": 0.0, **{name: float(points) for name, points in material.weights.items()}},
        )
    return known_weights.KNOWN.get(material.weights_name, known_weights.KNOWN["mqm2"])


def of_material(material: Material) -> dict[Key, dict[str, Json]]:
    """Human scores of each language pair and system that anybody judged."""
    pairs: dict[tuple[str | None, str | None], list[Said]] = defaultdict(list)
    for said in material.said:
        paper = material.papers[said.paper]
        pairs[paper.source_lang, paper.target_lang].append(said)
    found: dict[Key, dict[str, Json]] = {}
    for (source, target), of_pair in pairs.items():
        for system, numbers in _of_pair(of_pair, weights_of(material)).items():
            found[source, target, system] = numbers
    return found


def nothing() -> dict[str, Json]:
    """What stands where nobody judged."""
    return {
        "mqm": _missing(NOT_MARKED, "penalty per segment", "lower"),
        "esa": _missing(NOT_RATED, "of 100", "higher"),
        "da": _missing(NOT_RATED, "z", "higher"),
        "spans": spans.of_judgements([]),
    }


def _of_pair(said: Sequence[Said], weights: Weights) -> dict[str, dict[str, Json]]:
    looked = [
        _judgement(one, one.da if one.esa is None else one.esa) for one in said if one.marks is not None
    ]
    marked = Judgements(tuple(about_errors(looked)))
    esa_rated = Judgements(tuple(_judgement(one, one.esa) for one in said if one.esa is not None))
    da_rated = Judgements(tuple(_judgement(one, one.da) for one in said if one.da is not None))
    numbers = {
        "mqm": _mqm(marked, weights),
        "esa": _esa(esa_rated),
        "da": _da(da_rated),
    }
    systems = sorted({one.system for one in said})
    return {
        system: {
            **{name: of_system.get(system, nothing()[name]) for name, of_system in numbers.items()},
            "spans": spans.of_judgements([one for one in looked if one.system == system]),
        }
        for system in systems
    }


def _judgement(one: Said, rating: float | None = None) -> Judgement:
    return Judgement(
        system=one.system,
        segment=f"{one.paper}:{one.position}",
        rater=one.rater,
        document=str(one.paper),
        marks=one.marks or (),
        rating=rating,
    )


def _mqm(judged: Judgements, weights: Weights) -> dict[str, Json]:
    unknown = {mark.severity for one in judged.found for mark in one.marks if weights.of(mark) is None}
    if unknown:
        reason = UNKNOWN.format(name=weights.name, severity=min(unknown))
        return {one.system: _missing(reason, "penalty per segment", "lower") for one in judged.found}
    scores = mqm.system_scores(judged.found, weights)
    signature = mqm.scores_signature(judged, weights, scores)
    return {
        one.name: _stated(
            one.score,
            one.interval,
            one.segments,
            signature,
            "penalty per segment",
            "lower",
            _agreement(judged, one.name, [mqm.penalty(each, weights) for each in judged.found]),
        )
        for one in scores
    }


def _esa(judged: Judgements) -> dict[str, Json]:
    scores = esa.system_scores(judged.found, "wmt25")
    signature = esa.scores_signature(judged, "wmt25", scores)
    ratings = [each.rating or 0.0 for each in judged.found]
    return {
        one.name: _stated(
            one.score,
            one.interval,
            one.segments,
            signature,
            "of 100",
            "higher",
            _agreement(judged, one.name, ratings),
        )
        for one in scores
    }


def _da(judged: Judgements) -> dict[str, Json]:
    scores = da.system_scores(judged.found, 1) if judged.found else []
    signature = da.scores_signature(judged, 1, scores) if scores else ""
    ratings = [each.rating or 0.0 for each in judged.found]
    return {
        one.name: _stated(
            one.z, one.interval, one.segments, signature, "z", "higher", _agreement(judged, one.name, ratings)
        )
        for one in scores
    }


def _agreement(judged: Judgements, system: str, values: Sequence[float]) -> Json:
    rated = [
        Rated(unit=one.segment, rater=one.rater, value=float(value))
        for one, value in zip(judged.found, values, strict=True)
        if one.system == system
    ]
    found = agreement.of_ratings(rated)
    if found.raters < 2:
        nothing = dict.fromkeys(("alpha_nominal", "alpha_ordinal", "alpha_interval", "kappa", "signature"))
        return {**nothing, "units": found.units, "raters": found.raters, "reason": ONE_RATER}
    return {
        "alpha_nominal": found.alpha_nominal,
        "alpha_ordinal": found.alpha_ordinal,
        "alpha_interval": found.alpha_interval,
        "kappa": found.kappa,
        "units": found.units,
        "raters": found.raters,
        "signature": found.signature,
        "reason": " ".join(found.notes) if found.alpha_interval is None else None,
    }


def _stated(
    value: float,
    interval: Interval,
    n: int,
    signature: str,
    unit: str,
    direction: str,
    agree: Json,
) -> Json:
    return {
        "score": value,
        "interval": list(interval.limits) if interval.limits else None,
        "interval_method": intervals.words(interval) if interval.limits else None,
        "n": n,
        "unit": unit,
        "direction": f"{direction} is better",
        "signature": signature,
        "reason": None,
        "agreement": agree,
    }


def _missing(reason: str, unit: str, direction: str) -> Json:
    return {
        "score": None,
        "interval": None,
        "interval_method": None,
        "n": 0,
        "unit": unit,
        "direction": f"{direction} is better",
        "signature": None,
        "reason": reason,
        "agreement": None,
    }
