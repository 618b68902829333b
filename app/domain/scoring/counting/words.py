"""Many lines broken into words at once, with the words of sacreBLEU's tokenizers.

Its tokenizers are expressions run line by line; here they run once over all lines, joined by line feeds that no
expression crosses. `tests/domain/scoring` compares both on invented text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from sacrebleu.metrics.bleu import BLEU

Words = list[str]
# What mteval-v13a separates: symbols everywhere, full stops and commas unless they stand between digits, and
# dashes after digits. The second and third are pairs of characters that must not overlap.
SYMBOL = re.compile(r"([{-~\[-`!-&(-+:-@/])")
OTHER_THEN_STOP = re.compile(r"([^0-9\n])([.,])")
STOP_THEN_OTHER = re.compile(r"([.,])([^0-9\n])")
DIGIT_THEN_DASH = re.compile(r"(?<=[0-9])-")
ENTITIES = (("&quot;", '"'), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"))
ALONE = {".": " . ", ",": " , "}
BEFORE = {".": " .", ",": " ,"}


def of_lines(metric: BLEU, lines: Sequence[str]) -> list[Words]:
    """The words of each line as the metric's tokenizer finds them, in lower case if the metric is."""
    quickly = _QUICKLY.get(metric.tokenizer_signature)
    joined = "\n".join(line.rstrip() for line in lines)
    if quickly is None or joined.count("\n") != len(lines) - 1:
        return [metric._preprocess_segment(line).split() for line in lines]
    if metric.lowercase:
        joined = joined.lower()
    return [line.split() for line in quickly(joined).split("\n")]


def _mteval(text: str) -> str:
    text = text.replace("<skipped>", "")
    if "&" in text:
        for entity, character in ENTITIES:
            text = text.replace(entity, character)
    return _western(" " + text.replace("\n", " \n ") + " ")


def _western(text: str) -> str:
    text = " ".join(SYMBOL.split(text))
    parts = OTHER_THEN_STOP.split(text)
    parts[2::3] = map(ALONE.__getitem__, parts[2::3])
    parts = STOP_THEN_OTHER.split("".join(parts))
    parts[1::3] = map(BEFORE.__getitem__, parts[1::3])
    parts[2::3] = map(" {}".format, parts[2::3])
    return DIGIT_THEN_DASH.sub(" - ", "".join(parts))


def _chinese(text: str) -> str:
    stripped = "\n".join(line.strip() for line in text.split("\n"))
    return _western(" ".join(_han().split(stripped)))


@cache
def _han() -> re.Pattern[str]:
    from sacrebleu.tokenizers.tokenizer_zh import _UCODE_RANGES

    # sacreBLEU compares texts, some of them two characters long: after such a start, up to such an end's first.
    ranges = [(start if len(start) == 1 else chr(ord(start[0]) + 1), end[0]) for start, end in _UCODE_RANGES]
    return re.compile("([" + "".join(f"{re.escape(a)}-{re.escape(b)}" for a, b in ranges) + "])")


@cache
def _international_rules() -> tuple[Callable[[str], str], ...]:
    import regex

    rules = (
        (r"([^\p{N}\n])(\p{P})", r"\1 \2 "),
        (r"(\p{P})([^\p{N}\n])", r" \1 \2"),
        (r"(\p{S})", r" \1 "),
    )
    compiled = [(regex.compile(pattern), template) for pattern, template in rules]
    return tuple(lambda text, p=p, t=t: p.sub(t, text) for p, t in compiled)


def _international(text: str) -> str:
    for rule in _international_rules():
        text = rule(text)
    return text


def _characters(text: str) -> str:
    return "\n".join(" ".join(line) for line in text.split("\n"))


def _as_they_are(text: str) -> str:
    return text


_QUICKLY: dict[str, Callable[[str], str]] = {
    "13a": _mteval,
    "zh": _chinese,
    "intl": _international,
    "char": _characters,
    "none": _as_they_are,
}
