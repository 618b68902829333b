"""Labels for quality estimation of files of machine translations and their corrections."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import Invalid
from app.domain.formats.judgements import lines, qe
from app.services import measuring
from app.services.judging import converting


def write(
    machine: Path, corrected: Path, *, hter: Path | None, tags: Path | None, lang: str | None = None
) -> dict[Path, int]:
    """Write the labels that are wanted; answers the lines of each file. Raises Invalid where lines do not pair."""
    made = {}
    if hter is not None:
        shares = measuring.hter(machine, corrected, lang).segments
        made[hter] = qe.write_hter(shares, digits=6)
    if tags is not None:
        made[tags] = qe.write_tags([qe.tags(mt, pe) for mt, pe in _tokens(machine, corrected)])
    for path, text in made.items():
        converting.save({"": text}, path)
    return {path: text.count("\n") for path, text in made.items()}


def _tokens(machine: Path, corrected: Path) -> list[tuple[list[str], list[str]]]:
    left, right = (lines.split(measuring.text_of(path))[0] for path in (machine, corrected))
    if len(left) != len(right):
        raise Invalid(
            f"{machine} has {len(left):,} lines and {corrected} has {len(right):,}: line by line they belong together."
        )
    return [(mt.split(), pe.split()) for mt, pe in zip(left, right, strict=True)]
