"""A metric that somebody else registers is scored, drawn and tested like the built-in ones."""

import numpy as np
import pytest

from app.domain.errors import Invalid
from app.domain.scoring import measures
from app.services import measuring
from app.services.measuring import Options


class SharedWords:
    """The share of the reference's different words that a translation has."""

    def counts(self, lines):
        return [
            [
                [len(set(text.split()) & set(reference.split())), len(set(reference.split()))]
                for text, reference in zip(system, lines.references[0], strict=True)
            ]
            for system in lines.systems
        ]

    def score(self, total):
        return 100 * total[0] / total[1]

    def scores(self, totals):
        return np.array([self.score(row) for row in totals.tolist()])

    def line_scores(self, rows):
        return [self.score(row) for row in rows]

    def signature(self, trials):
        return "|".join(["metric:shared", *(f"{name}:{value}" for name, value in trials.items())])


def test_a_registered_metric_is_one_among_others(tmp_path):
    measures.register("shared", lambda options, references: SharedWords())
    for name, lines in {"a": "x y\nz\n", "b": "x\nz\n", "ref": "x y\nz w\n"}.items():
        (tmp_path / name).write_text(lines)
    systems = [tmp_path / "a", tmp_path / "b"]
    options = Options(("shared", "chrf"))
    found = measuring.score(systems, [tmp_path / "ref"], options, paired="ar", segments=True)
    assert [each.scores["shared"].score for each in found] == [75.0, 50.0]
    assert found[1].scores["shared"].segments == (50.0, 50.0)
    assert 0 < found[1].scores["shared"].p <= 1
    assert found[0].scores["shared"].signature == "metric:shared|ar:10000|seed:12345"


def test_a_metric_that_nobody_registered_is_refused_with_those_there_are():
    with pytest.raises(Invalid, match=r"no metric 'meteor'; choose from .*bleu"):
        measures.measure("meteor", Options(), 1)
