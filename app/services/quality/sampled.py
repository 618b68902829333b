"""How the segments that people judged came to be judged: drawn at random, or chosen by people and files."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from ...store.judging import samples
from ...store.judging.samples import Sample
from .gathering import Material


@dataclass(frozen=True, slots=True)
class Part:
    """A sample with the segments of it that somebody judged."""

    sample: Sample
    judged: int

    @property
    def is_whole(self) -> bool:
        return self.judged >= self.sample.size


@dataclass(frozen=True, slots=True)
class Sampled:
    """Of `judged` segments on the page, `drawn` were judged as part of a sample."""

    judged: int
    drawn: int
    parts: tuple[Part, ...]

    @property
    def is_whole(self) -> bool:
        return all(one.is_whole for one in self.parts)


def of_material(db: Database, material: Material) -> Sampled | None:
    """None where nobody judged anything."""
    judged = {one.segment for one in material.judgements.found}
    if not judged:
        return None
    texts = {(one.segment, one.system, one.rater) for one in material.judgements.found}
    by_sample: dict[int, set[int]] = {}
    for one in samples.finished_in_samples(db, material.project.id):
        if (str(one.segment_id), one.system, one.author) in texts:
            by_sample.setdefault(one.sample_id, set()).add(one.segment_id)
    parts = [
        Part(sample, len(by_sample[sample.id]))
        for sample in (samples.of_project(db, material.project.id) if by_sample else ())
        if sample.id in by_sample
    ]
    return Sampled(len(judged), len(set().union(*by_sample.values())), tuple(parts))
