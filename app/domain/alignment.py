"""Pairs of source and target sentences: attaching a source text, and repairing pairs by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain import languages, lengths
from app.domain.errors import Invalid
from app.domain.furniture import flag_lines
from app.domain.lines import line_spans
from app.domain.splitting import split_sentences

_WRAP = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t]*")
Sources = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Target:
    """A segment as it stands; one that is left out gets a source only where all lines have one."""

    text: str
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """The source of one target segment; `is_certain` is False where only the lengths suggest it."""

    source: str | None
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """A pair for each target segment in order, and the furniture of the source that belongs to none."""

    pairs: tuple[Pair, ...]
    leftovers: tuple[str, ...]
    method: Literal["lines", "paragraphs", "lengths"]


@dataclass(frozen=True, slots=True)
class _Target:
    index: int
    text: str
    left_out: bool


_Paragraphs = list[list[_Target]]


def align(paragraphs: Sequence[Sequence[Target]], source: str, lang: str | None) -> Alignment:
    """Pair a source text with existing segments; every source sentence ends up in one pair or the leftovers."""
    numbered = _numbered(paragraphs)
    total = sum(map(len, numbered))
    texts = _Source(source, lang)
    if not total:
        return Alignment((), tuple(texts.lines), "lines")
    return (
        _by_lines(numbered, texts)
        or _by_paragraphs(numbered, texts, lang)
        or _by_lengths(numbered, texts, lang)
    )


class _Source:
    """A source text read as lines and as blocks between blank lines, with and without its furniture."""

    def __init__(self, text: str, lang: str | None) -> None:
        self.lang = lang
        every = [text[start:end].strip() for start, end in line_spans(text)]
        flags = flag_lines(every)
        is_kept = [flag is None or not flag.is_precise for flag in flags]
        self.lines = [line for line in every if line]
        self.kept_lines = [line for line, kept in zip(every, is_kept, strict=True) if line and kept]
        self.furniture = [line for line, kept in zip(every, is_kept, strict=True) if line and not kept]
        self.blocks = _blocks(every)
        self.kept_blocks = _blocks([line if kept else "" for line, kept in zip(every, is_kept, strict=True)])


def _blocks(lines: Sequence[str]) -> list[str]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return ["\n".join(block) for block in blocks if block]


def _numbered(paragraphs: Sequence[Sequence[Target]]) -> _Paragraphs:
    numbered: _Paragraphs = []
    index = 0
    for paragraph in paragraphs:
        numbered.append([_Target(index + i, t.text, t.left_out) for i, t in enumerate(paragraph)])
        index += len(paragraph)
    return [paragraph for paragraph in numbered if paragraph]


def _kept(paragraphs: _Paragraphs) -> _Paragraphs:
    kept = [[target for target in paragraph if not target.left_out] for paragraph in paragraphs]
    return [paragraph for paragraph in kept if paragraph]


# Line by line


def _by_lines(paragraphs: _Paragraphs, source: _Source) -> Alignment | None:
    for of_target in (paragraphs, _kept(paragraphs)):
        targets = [target for paragraph in of_target for target in paragraph]
        for lines, furniture in ((source.lines, []), (source.kept_lines, source.furniture)):
            if len(lines) == len(targets) and _is_plausible(lines, [target.text for target in targets]):
                found = {target.index: Pair(line, True) for target, line in zip(targets, lines, strict=True)}
                return _alignment(paragraphs, found, furniture, "lines")
    return None


def _is_plausible(sources: Sequence[str], targets: Sequence[str]) -> bool:
    """Equal numbers can be chance: then most pairs differ wildly in length."""
    ratio = max(1, sum(map(len, targets))) / max(1, sum(map(len, sources)))
    pairs = zip(sources, targets, strict=True)
    odd = sum(not 0.25 <= (len(target) + 10) / (len(source) * ratio + 10) <= 4 for source, target in pairs)
    return odd <= 0.2 * len(sources)


# Paragraph by paragraph


def _by_paragraphs(paragraphs: _Paragraphs, source: _Source, lang: str | None) -> Alignment | None:
    for of_target in (paragraphs, _kept(paragraphs)):
        for of_source, furniture in (
            (source.blocks, []),
            (source.kept_blocks, source.furniture),
            (source.lines, []),
            (source.kept_lines, source.furniture),
        ):
            if len(of_source) == len(of_target) > 1:
                texts = ["\n".join(target.text for target in paragraph) for paragraph in of_target]
                if _is_plausible(of_source, texts):
                    found: dict[int, Pair] = {}
                    for targets, block in zip(of_target, of_source, strict=True):
                        found.update(_within(targets, _sentences(block, lang), lang))
                    return _alignment(paragraphs, found, furniture, "paragraphs")
    return None


def _within(targets: list[_Target], sentences: list[str], lang: str | None) -> dict[int, Pair]:
    kept = [target for target in targets if not target.left_out]
    for some in (targets, kept):
        if len(some) == len(sentences):
            return {target.index: Pair(text, True) for target, text in zip(some, sentences, strict=True)}
    return _by_length(kept or targets, sentences, lang)


def _sentences(block: str, lang: str | None) -> list[str]:
    return [_WRAP.sub(" ", block[start:end]) for start, end in split_sentences(block, lang)]


# By lengths


def _by_lengths(paragraphs: _Paragraphs, source: _Source, lang: str | None) -> Alignment:
    of_target = _kept(paragraphs) or paragraphs
    blocks = source.kept_blocks if 2 * len(source.kept_blocks) > len(of_target) else source.kept_lines
    if 2 * len(blocks) > len(of_target) > 0.5 * len(blocks):
        found = _by_paragraph_lengths(of_target, blocks, lang)
    else:
        flat = [target for paragraph in of_target for target in paragraph]
        found = _by_length(flat, [text for block in blocks for text in _sentences(block, lang)], lang)
    return _alignment(paragraphs, found, source.furniture, "lengths")


def _by_paragraph_lengths(of_target: _Paragraphs, blocks: list[str], lang: str | None) -> dict[int, Pair]:
    texts = [" ".join(target.text for target in paragraph) for paragraph in of_target]
    found: dict[int, Pair] = {}
    waiting: list[str] = []
    for group in lengths.pair_by_length(blocks, texts):
        waiting += [text for block in blocks[slice(*group.sources)] for text in _sentences(block, lang)]
        targets = [target for paragraph in of_target[slice(*group.targets)] for target in paragraph]
        if targets:
            found.update(_by_length(targets, waiting, lang))
            waiting = []
    _append(found, waiting, lang)
    return found


def _by_length(targets: list[_Target], sentences: list[str], lang: str | None) -> dict[int, Pair]:
    """Pair by length; a source without a target joins the pair before it, the first ones the pair after."""
    found: dict[int, Pair] = {}
    waiting: list[str] = []
    for group in lengths.pair_by_length(sentences, [target.text for target in targets]):
        members = targets[slice(*group.targets)]
        texts = [*waiting, *sentences[slice(*group.sources)]]
        if not members:
            waiting = texts if not found else []
            if found:
                _append(found, texts, lang)
            continue
        waiting = []
        per_member = _shared_out(texts, len(members), lang)
        found.update(
            {member.index: Pair(text, False) for member, text in zip(members, per_member, strict=True)}
        )
    return found


def _shared_out(texts: list[str], count: int, lang: str | None) -> list[str | None]:
    """One text for each place while they last; what is too many joins the last."""
    joiner = languages.joiner(lang)
    own: list[str | None] = [*texts[: count - 1]]
    rest = texts[count - 1 :]
    return ([*own, joiner.join(rest) if rest else None] + [None] * count)[:count]


def _append(found: dict[int, Pair], texts: list[str], lang: str | None) -> None:
    if texts and found:
        last = max(found)
        before = [found[last].source] if found[last].source else []
        joined = languages.joiner(lang).join(text for text in [*before, *texts] if text)
        found[last] = Pair(joined, False)


def _alignment(
    paragraphs: _Paragraphs,
    found: dict[int, Pair],
    furniture: Sequence[str],
    method: Literal["lines", "paragraphs", "lengths"],
) -> Alignment:
    targets = [target for paragraph in paragraphs for target in paragraph]
    pairs = tuple(found.get(target.index, Pair(None, True)) for target in targets)
    return Alignment(pairs, tuple(furniture), method)


# Repairing pairs by hand: each takes the sources of all rows and returns them changed, as many as before


def move_up(sources: Sources, index: int, joiner: str = " ") -> list[str | None]:
    """Move a source into the row above, or join it to what stands there."""
    rows = _checked(sources, index)
    if index > 0 and rows[index]:
        rows[index - 1], rows[index] = _joined(rows[index - 1], rows[index], joiner), None
    return rows


def move_down(sources: Sources, index: int, joiner: str = " ") -> list[str | None]:
    """Move a source into the row below, or join it to what stands there."""
    rows = _checked(sources, index)
    if index + 1 < len(rows) and rows[index]:
        rows[index], rows[index + 1] = None, _joined(rows[index], rows[index + 1], joiner)
    return rows


def insert_gap(sources: Sources, index: int, joiner: str = " ") -> list[str | None]:
    """Empty a row by shifting it and what follows down to the next empty row; without one, the last two join."""
    rows = _checked(sources, index)
    if not rows[index] or index + 1 == len(rows):
        return rows
    end = _next_empty(rows, index + 1)
    if end == len(rows):
        rows[-2:] = [_joined(rows[-2], rows[-1], joiner), None]
        end -= 1
    return rows if end == index else [*rows[:index], None, *rows[index:end], *rows[end + 1 :]]


def close_gap(sources: Sources, index: int) -> list[str | None]:
    """Fill an empty row by shifting what follows up, as far as the next empty row."""
    rows = _checked(sources, index)
    if rows[index]:
        return rows
    end = _next_empty(rows, index + 1)
    return [*rows[:index], *rows[index + 1 : end], None, *rows[end:]]


def join_with_next(sources: Sources, index: int, joiner: str = " ") -> list[str | None]:
    """Join a source with the one below, whose row becomes empty."""
    rows = _checked(sources, index)
    if index + 1 < len(rows) and rows[index + 1]:
        rows[index], rows[index + 1] = _joined(rows[index], rows[index + 1], joiner), None
    return rows


def split_at(sources: Sources, index: int, offset: int, joiner: str = " ") -> list[str | None]:
    """Split a source; its second part takes the row below, shifting what stands there into the next empty row."""
    rows = _checked(sources, index)
    text = rows[index] or ""
    first, second = text[:offset].rstrip(), text[offset:].lstrip()
    if not 0 < offset < len(text) or not first or not second or index + 1 == len(rows):
        return rows
    rows[index] = first
    if rows[index + 1] and _next_empty(rows, index + 1) < len(rows):
        rows = insert_gap(rows, index + 1, joiner)
    rows[index + 1] = _joined(second, rows[index + 1], joiner)
    return rows


def _checked(sources: Sources, index: int) -> list[str | None]:
    if not 0 <= index < len(sources):
        raise Invalid(f"There is no row {index + 1}: the document has {len(sources)}. Reload the page.")
    return [source or None for source in sources]


def _next_empty(rows: Sources, start: int) -> int:
    return next((index for index in range(start, len(rows)) if not rows[index]), len(rows))


def _joined(first: str | None, second: str | None, joiner: str) -> str | None:
    return joiner.join(text for text in (first, second) if text) or None
