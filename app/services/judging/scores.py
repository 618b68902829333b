"""Scores of what people judged, system by system, each with its signature."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import Invalid
from app.domain.models import ImportWarning
from app.domain.scoring import mqm, weights
from app.domain.scoring.weights import Weights
from app.services.judging import files
from app.services.judging.files import Format
from app.services.measuring import text_of


@dataclass(frozen=True, slots=True)
class MqmScores:
    """The systems of a file, the best first."""

    systems: list[mqm.SystemScore]
    signature: str
    warnings: list[ImportWarning]


def mqm_scores(path: Path, format: Format | None, weights_name: str) -> MqmScores:
    """WMT's MQM of each system in a file of error marks."""
    used = _weights(weights_name)
    said = files.read(path, format)
    weights.refuse_unknown_severities(said.found, used, str(path))
    systems = mqm.system_scores(said.found, used)
    warnings = [*said.warnings, *weights.unknown_categories(said.found, used)]
    return MqmScores(systems, mqm.scores_signature(said, used, systems), warnings)


def _weights(name: str) -> Weights:
    if name.lower() in weights.KNOWN:
        return weights.KNOWN[name.lower()]
    path = Path(name)
    if not path.exists() and not path.suffix:
        raise Invalid(
            f"There are no weights {name!r}: choose from {', '.join(weights.KNOWN)}, or give a file."
        )
    return weights.read(text_of(path), name)
