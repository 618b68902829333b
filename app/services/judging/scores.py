"""Scores of what people judged, system by system, each with its signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import Invalid
from app.domain.formats.judgements import ratings
from app.domain.judging.records import Judgements
from app.domain.models import ImportWarning
from app.domain.scoring import agreement, esa, mqm, weights
from app.domain.scoring.agreement import Agreement
from app.domain.scoring.weights import Weights
from app.services.judging import files
from app.services.judging.files import Format
from app.services.measuring.reading import text_of


@dataclass(frozen=True, slots=True)
class MqmScores:
    """The systems of a file, the best first."""

    systems: list[mqm.SystemScore]
    signature: str
    warnings: list[ImportWarning]


@dataclass(frozen=True, slots=True)
class EsaScores:
    """The systems of a file, the best first."""

    systems: list[esa.SystemScore]
    signature: str
    warnings: list[ImportWarning]


def mqm_scores(path: Path, format: Format | None, weights_name: str) -> MqmScores:
    """WMT's MQM of each system in a file of error marks."""
    used = weights_of(weights_name)
    said = errors_of(path, format)
    weights.refuse_unknown_severities(said.found, used, str(path))
    systems = mqm.system_scores(said.found, used)
    warnings = [
        *said.warnings,
        *weights.unknown_categories(said.found, used),
        *(weights.unknown_entries(used) if used.label not in weights.KNOWN else ()),
        *_gaps({system.name: system.segments for system in systems}),
    ]
    return MqmScores(systems, mqm.scores_signature(said, used, systems), warnings)


def errors_of(path: Path, format: Format | None) -> Judgements:
    """The judgements of a file without ratings alone, which do not say that there is no error."""
    said = files.read(path, format, "marks")
    found = tuple(one for one in said.found if not one.is_rated_only)
    if not found:
        raise Invalid(
            f"{path} has ratings and no word on errors: MQM counts errors. For ratings use stet esa."
        )
    alone = len(said.found) - len(found)
    if not alone:
        return said
    warning = ImportWarning(None, f"ratings without a word on errors, which do not count: {alone}.")
    return Judgements(found, (*said.dropped, "rated-only"), (*said.warnings, warning))


def esa_scores(path: Path, protocol: esa.Protocol) -> EsaScores:
    """The systems of a file of ratings, ranked as WMT did."""
    said = files.read(path, None, "ratings")
    systems = esa.system_scores(said.found, protocol)
    if not systems:
        raise Invalid(
            f"{path} has no score: ESA ranks systems by the 0–100 of its raters. For spans use stet mqm."
        )
    unrated = sum(judgement.rating is None for judgement in said.found)
    warnings = [*said.warnings, *_gaps({system.name: system.segments for system in systems})]
    if unrated:
        warnings.append(ImportWarning(None, f"judgements without a score, which do not count: {unrated}."))
    return EsaScores(systems, esa.scores_signature(said, protocol, systems), warnings)


def agreement_of(path: Path) -> Agreement:
    """How far the raters of a table agree."""
    found = agreement.of_ratings(ratings.read(text_of(path).removeprefix("\ufeff"), str(path)))
    if found.raters < 2:
        raise Invalid(f"{path} has one rater: agreement needs the values of two or more.")
    return found


def _gaps(segments: Mapping[str, int]) -> list[ImportWarning]:
    """A sentence about each system that was not judged on all the segments that others were."""
    most = max(segments.values(), default=0)
    return [
        ImportWarning(
            None,
            f"{name} was judged on {count} of {most} segments: its mean is not over the same texts as the others'.",
        )
        for name, count in segments.items()
        if count < most
    ]


def weights_of(name: str) -> Weights:
    """Known weights by their name, or those of a file."""
    if name.lower() in weights.KNOWN:
        return weights.KNOWN[name.lower()]
    path = Path(name)
    if not path.exists() and not path.suffix:
        raise Invalid(
            f"There are no weights {name!r}: choose from {', '.join(weights.KNOWN)}, or give a file."
        )
    return weights.read(text_of(path), name)
