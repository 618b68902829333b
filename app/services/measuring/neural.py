"""COMET, MetricX and MetricX-QE from a checkpoint on this computer: a folder with `model.onnx` and `tokenizer.json`.

The model says by the names of its inputs which texts it reads: `src_input_ids`, `mt_input_ids` and
`ref_input_ids` apart, as COMET's `forward` has them, or one `input_ids` for all, as MetricX has it. Nothing is
downloaded, and no number is given that the model did not compute.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.errors import Invalid, NotFound, Unsupported
from app.domain.scoring import measures
from app.domain.scoring.measures import Lines, Options, Rows

if TYPE_CHECKING:
    import numpy.typing as npt

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
EXTRA = "pip install -r requirements-neural.txt"
BATCH = 16  # lines that go through the model together
LONGEST = {"comet": 512, "metricx": 1536, "metricx-qe": 1536}  # pieces that the models were trained on
SIDES = {"src": "the source", "mt": "the translation", "ref": "the reference"}


def register() -> None:
    for name in LONGEST:
        measures.register(name, partial(_Neural, name))


class _Neural:
    """A model's score of each line; a text has the mean of its lines."""

    def __init__(self, name: str, options: Options, references: int) -> None:
        self._name = name
        folder = _checked_folder(name, options.checkpoint)
        self._session, self._tokenizer = _loaded(folder, LONGEST[name])
        self._inputs = [given.name for given in self._session.get_inputs()]
        self._reads = _sides(name, self._inputs, folder / MODEL)
        if "ref" in self._reads and references != 1:
            raise Invalid(f"{name} compares with one reference; --ref was given {references} times.")
        self._about = {
            "nrefs": references if "ref" in self._reads else 0,
            "metric": name,
            "model": folder.name,
            "sha256": _digest(folder / MODEL),
            "src": "src" in self._reads,
        }

    def counts(self, lines: Lines) -> Sequence[Rows]:
        if "src" in self._reads and lines.sources is None:
            raise Invalid(f"{self._name} reads the source text: give its file with --source.")
        return [[[score, 1.0] for score in self._scores(system, lines)] for system in lines.systems]

    def score(self, total: Sequence[float]) -> float:
        return float(total[0] / total[1])

    def scores(self, totals: npt.NDArray[Any]) -> npt.NDArray[Any]:
        found: npt.NDArray[Any] = totals[:, 0] / totals[:, 1]
        return found

    def line_scores(self, rows: Rows) -> list[float]:
        return [float(row[0]) for row in rows]

    def signature(self, trials: Mapping[str, object]) -> str:
        import onnxruntime

        pairs = {**self._about, "src": "yes" if self._about["src"] else "no", **trials}
        return "|".join(f"{name}:{value}" for name, value in pairs.items()) + (
            f"|version:onnxruntime-{onnxruntime.__version__}"
        )

    def _scores(self, system: Sequence[str], lines: Lines) -> list[float]:
        texts = {"src": lines.sources or (), "mt": system, "ref": lines.references[0]}
        found: list[float] = []
        for start in range(0, len(system), BATCH):
            batch = {side: texts[side][start : start + BATCH] for side in self._reads}
            [scores] = self._session.run(None, self._fed(batch))[:1]
            found.extend(float(score) for score in scores.reshape(len(batch["mt"]), -1)[:, 0])
        return found

    def _fed(self, batch: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        if "input_ids" in self._inputs:
            fed = self._encoded("", _joined(batch), keeps_end=False)
        else:
            fed = {}
            for side, texts in batch.items():
                fed |= self._encoded(f"{side}_", list(texts), keeps_end=True)
        return {name: fed[name] for name in self._inputs}

    def _encoded(self, prefix: str, texts: list[str], *, keeps_end: bool) -> dict[str, Any]:
        """Numbers of pieces and what of them is text; MetricX was trained without the piece that ends it."""
        import numpy as np

        pieces = [each.ids if keeps_end else each.ids[:-1] for each in self._tokenizer.encode_batch(texts)]
        width = max(map(len, pieces))
        numbers = np.full((len(pieces), max(width, 1)), self._tokenizer.token_to_id("<pad>") or 0, np.int64)
        mask = np.zeros_like(numbers)
        for row, each in enumerate(pieces):
            numbers[row, : len(each)], mask[row, : len(each)] = each, 1
        return {f"{prefix}input_ids": numbers, f"{prefix}attention_mask": mask}


def _joined(batch: Mapping[str, Sequence[str]]) -> list[str]:
    """The one text that MetricX reads (metricx24: source, candidate, and the reference where there is one)."""
    names = {"src": "source", "mt": "candidate", "ref": "reference"}
    return [
        " ".join(f"{names[side]}: {text}" for side, text in zip(batch, texts, strict=True))
        for texts in zip(*batch.values(), strict=True)
    ]


def _sides(name: str, inputs: Sequence[str], model: Path) -> list[str]:
    """Which texts the model reads, by the names of its inputs."""
    if "input_ids" in inputs:
        return ["src", "mt"] if name == "metricx-qe" else ["src", "mt", "ref"]
    found = [side for side in SIDES if f"{side}_input_ids" in inputs]
    known = {f"{side}_{part}" for side in found for part in ("input_ids", "attention_mask")}
    if "mt" not in found or not set(inputs) <= known:
        raise Invalid(
            f"{model} has the inputs {', '.join(inputs)}; {name} needs mt_input_ids, mt_attention_mask and the same"
            " of src and ref, or input_ids and attention_mask."
        )
    return found


def _checked_folder(name: str, checkpoint: str | None) -> Path:
    if not checkpoint:
        raise Invalid(f"{name} needs a model on this computer: give its folder with --checkpoint.")
    folder = Path(checkpoint)
    if not folder.exists():
        raise NotFound(f"{folder}: there is no such folder. Check the path of --checkpoint.")
    missing = [file for file in (MODEL, TOKENIZER) if not (folder / file).is_file()]
    if missing:
        raise Invalid(
            f"{folder} has no {' and no '.join(missing)}. A checkpoint is a folder with {MODEL} and {TOKENIZER};"
            " docs/scores.md says how to export one from PyTorch."
        )
    return folder


def _loaded(folder: Path, longest: int) -> tuple[Any, Any]:
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise Unsupported(f"Neural metrics need {error.name}. Install it: {EXTRA}")
    # Both libraries raise Exception itself where a file is not what they expect.
    try:
        session = onnxruntime.InferenceSession(folder / MODEL, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise Invalid(f"{folder / MODEL} cannot be loaded: {str(error).splitlines()[0]}")
    try:
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    except Exception as error:
        raise Invalid(f"{folder / TOKENIZER} cannot be loaded: {str(error).splitlines()[0]}")
    tokenizer.enable_truncation(longest)
    tokenizer.no_padding()
    return session, tokenizer


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]
