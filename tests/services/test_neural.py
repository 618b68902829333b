"""Neural metrics compute what their model computes, and are refused in words where something is missing.

The models are made here: tiny ones, but real ones, whose numbers the tests compute again.
"""

import numpy as np
import pytest

from app.domain.errors import StetError
from app.services import measuring
from app.services.measuring import Options, Where

onnx = pytest.importorskip("onnx", reason="onnx is missing: pip install -r requirements-dev.txt")
pytest.importorskip("onnxruntime", reason="onnxruntime is missing: pip install -r requirements-neural.txt")
tokenizers = pytest.importorskip(
    "tokenizers", reason="tokenizers is missing: pip install -r requirements-neural.txt"
)

WORDS = [
    "<pad>",
    "</s>",
    "<unk>",
    "he",
    "she",
    "came",
    "went",
    "er",
    "kam",
    "source:",
    "candidate:",
    "reference:",
]
VECTORS = np.random.default_rng(1).normal(size=(len(WORDS), 5)).astype(np.float32)
MACHINE, CORRECT, SOURCE = (
    ["he came", "she went home", ""] * 7,
    ["he came", "he went", "he"] * 7,
    ["er kam"] * 21,
)


@pytest.fixture
def write(tmp_path):
    def write(name, lines):
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return write


@pytest.fixture
def checkpoint(tmp_path):
    """Make a folder with a model that adds, for each side it reads, the mean vector's inner product with a weight."""

    def make(*sides):
        folder = tmp_path / ("tiny-" + "-".join(sides))
        folder.mkdir()
        onnx.save(model_of(sides), folder / "model.onnx")
        words = tokenizers.models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="<unk>")
        tokenizer = tokenizers.Tokenizer(words)
        tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
        tokenizer.post_processor = tokenizers.processors.TemplateProcessing(
            single="$A </s>", special_tokens=[("</s>", 1)]
        )
        tokenizer.save(str(folder / "tokenizer.json"))
        return folder

    return make


def model_of(sides):
    from onnx import TensorProto, helper, numpy_helper

    nodes, inputs, sums = [], [], []
    for number, side in enumerate(sides):
        ids, mask = f"{side}input_ids", f"{side}attention_mask"
        inputs += [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["n", f"{side}t"]) for name in (ids, mask)
        ]
        nodes += [
            helper.make_node("Gather", ["vectors", ids], [f"{side}v"]),
            helper.make_node("Cast", [mask], [f"{side}m"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", [f"{side}m", "last"], [f"{side}m3"]),
            helper.make_node("Mul", [f"{side}v", f"{side}m3"], [f"{side}masked"]),
            helper.make_node("ReduceSum", [f"{side}masked", "axis"], [f"{side}sum"], keepdims=0),
            helper.make_node("MatMul", [f"{side}sum", f"weight{number}"], [f"{side}part"]),
        ]
        sums.append(f"{side}part")
    nodes.append(helper.make_node("Sum", sums, ["score"]))
    weights = [numpy_helper.from_array(weight(number), f"weight{number}") for number in range(len(sides))]
    constants = [numpy_helper.from_array(VECTORS, "vectors")]
    constants += [
        numpy_helper.from_array(np.array([axis]), name) for name, axis in (("last", 2), ("axis", 1))
    ]
    score = helper.make_tensor_value_info("score", TensorProto.FLOAT, ["n", 1])
    graph = helper.make_graph(nodes, "tiny", inputs, [score], constants + weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def weight(number):
    return np.full((5, 1), number + 1, np.float32)


def by_hand(number, text, end=True):
    pieces = [WORDS.index(word) if word in WORDS else 2 for word in text.split()] + ([1] if end else [])
    return float((VECTORS[pieces].sum(0, keepdims=True) @ weight(number)).item())


def test_comet_reads_what_its_model_reads(write, checkpoint):
    folder = checkpoint("src_", "mt_", "ref_")
    options = Options(("comet", "bleu"), checkpoint=str(folder))
    [system] = measuring.score(
        [write("mt", MACHINE)],
        [write("ref", CORRECT)],
        options,
        sources=write("src", SOURCE),
        segments=True,
        confidence=True,
    )
    expected = [
        sum(by_hand(number, text) for number, text in enumerate(texts))
        for texts in zip(SOURCE, MACHINE, CORRECT, strict=True)
    ]
    found = system.scores["comet"]
    assert found.segments == pytest.approx(expected, rel=1e-5)
    assert found.score == pytest.approx(np.mean(expected), rel=1e-5)
    assert found.mean == pytest.approx(found.score, abs=3 * found.ci)
    assert 0 < found.ci < 10
    assert found.signature.startswith("nrefs:1|metric:comet|model:tiny-src_-mt_-ref_|sha256:")
    assert "|src:yes|bs:1000|seed:12345|version:onnxruntime-" in found.signature


def test_reference_free_comet_needs_no_look_at_the_reference(write, checkpoint):
    options = Options(("comet",), checkpoint=str(checkpoint("src_", "mt_")))
    files = write("mt", MACHINE), write("ref", CORRECT)
    [system] = measuring.score(files[:1], files[1:], options, sources=write("src", SOURCE), segments=True)
    assert system.scores["comet"].segments[0] == pytest.approx(
        by_hand(0, "er kam") + by_hand(1, "he came"), rel=1e-5
    )
    assert "nrefs:0" in system.scores["comet"].signature


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("metricx", "source: er kam candidate: he came reference: he came"),
        ("metricx-qe", "source: er kam candidate: he came"),
    ],
)
def test_metricx_reads_one_text_without_its_last_piece(write, checkpoint, name, text):
    options = Options((name,), checkpoint=str(checkpoint("")))
    files = write("mt", MACHINE), write("ref", CORRECT)
    [system] = measuring.score(files[:1], files[1:], options, sources=write("src", SOURCE), segments=True)
    assert system.scores[name].segments[0] == pytest.approx(by_hand(0, text, end=False), rel=1e-5)


def test_several_processes_give_a_models_numbers_too(write, checkpoint):
    options = Options(("comet",), checkpoint=str(checkpoint("mt_", "ref_")))
    files = write("mt", MACHINE * 200), write("ref", CORRECT * 200)
    one = measuring.score(files[:1], files[1:], options)
    assert measuring.score(files[:1], files[1:], options, where=Where(workers=2)) == one


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / "tokenizer.json").unlink(), "has no tokenizer.json"),
        (lambda folder: (folder / "model.onnx").write_bytes(b"no model"), "model.onnx cannot be loaded"),
        (lambda folder: (folder / "tokenizer.json").write_text("{"), "tokenizer.json cannot be loaded"),
        (
            lambda folder: onnx.save(model_of(["text_"]), folder / "model.onnx"),
            "has the inputs text_input_ids",
        ),
    ],
)
def test_a_spoilt_checkpoint_is_refused_in_words(write, checkpoint, spoil, words):
    folder = checkpoint("mt_", "ref_")
    spoil(folder)
    with pytest.raises(StetError, match=words):
        measuring.score(
            [write("mt", ["a"])], [write("ref", ["a"])], Options(("comet",), checkpoint=str(folder))
        )


def test_what_a_model_needs_and_does_not_get_is_named(write, checkpoint):
    folder = str(checkpoint("src_", "mt_", "ref_"))
    files = write("mt", ["a"]), write("ref", ["a"])
    for options, references, words in (
        (Options(("comet",)), 1, "--checkpoint"),
        (Options(("comet",), checkpoint="missing"), 1, "no such folder"),
        (Options(("comet",), checkpoint=folder), 1, "--source"),
        (Options(("comet",), checkpoint=folder), 2, "one reference"),
    ):
        with pytest.raises(StetError, match=words):
            measuring.score(files[:1], files[1:] * references, options)


def test_without_its_libraries_a_sentence_says_what_to_install(write, checkpoint, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    folder = checkpoint("mt_", "ref_")
    with pytest.raises(StetError, match="pip install -r requirements-neural"):
        measuring.score(
            [write("mt", ["a"])], [write("ref", ["a"])], Options(("comet",), checkpoint=str(folder))
        )
