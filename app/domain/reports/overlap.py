"""How far raters mark the same words, as tables of a report's page: shares for all and for each rater, and severities that met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from ..sentences import spoken
from . import numbers
from .material import Json
from .numbers import Number

WORDS = {
    "title": spoken("Do they mark the same words?"),
    "raters": spoken("Raters"),
    "texts": spoken("Texts"),
    "all": spoken("All together"),
    "unknown": spoken("cannot be told"),
    "severities": spoken("Which severities met"),
    "one": spoken("One said"),
    "other": spoken("The other said"),
    "none": spoken("none"),
    "critical": spoken("Critical"),
    "major": spoken("Major"),
    "minor": spoken("Minor"),
    "rater": spoken("Rater {number}"),
}
Say = Callable[[str], str]


def as_html(
    result: Mapping[str, Json], found: Sequence[Number], say: Say, whole: Callable[[int], str]
) -> str:
    """The tables; nothing where no text was judged by two people."""
    shares = [one for one in found if one.part == "human.spans"]
    human = result["human"]
    inside = human.get("spans") if isinstance(human, dict) else None
    if not isinstance(inside, dict) or not any(one.value is not None for one in shares):
        return ""
    raters = list(numbers.objects(inside["raters"]))
    heads = [say(WORDS["raters"]), *(say(one.title) for one in shares), say(WORDS["texts"])]
    rows = [
        [
            escape(say(WORDS["all"])),
            *(_share(one.value, one.interval, say) for one in shares),
            whole(shares[0].n),
        ],
        *(_rater_row(one, shares, say, whole) for one in raters),
    ]
    return (
        f"<h4>{escape(say(WORDS['title']))}</h4>{_table(heads, rows)}"
        f"<h4>{escape(say(WORDS['severities']))}</h4>{_severities(raters, say, whole)}"
    )


def _rater_row(
    one: Mapping[str, Json], shares: Sequence[Number], say: Say, whole: Callable[[int], str]
) -> list[str]:
    limits = numbers.pair(one["interval"])
    texts = one["texts"]
    return [
        escape(_rater(one, say)),
        *(
            _share(numbers.number(one[share.name]), limits if share.name == "f1" else None, say)
            for share in shares
        ),
        whole(texts if isinstance(texts, int) else 0),
    ]


def _severities(raters: Sequence[Mapping[str, Json]], say: Say, whole: Callable[[int], str]) -> str:
    """A row for each severity of each rater, a column for what the others said; two raters have the same from either side."""
    shown = raters if len(raters) > 2 else raters[:1]
    met = {
        (number, one["one"], one["other"]): one["errors"]
        for number, rater in enumerate(shown)
        for one in numbers.objects(rater["severities"])
    }
    others = sorted({other for _, _, other in met}, key=_weight)
    rows = [
        [
            escape(_rater(shown[number], say)),
            escape(_severity(own, say)),
            *(
                whole(count) if isinstance(count := met.get((number, own, other), 0), int) and count else "–"
                for other in others
            ),
        ]
        for number, own in sorted(
            {(number, own) for number, own, _ in met}, key=lambda key: (key[0], _weight(key[1]))
        )
    ]
    first = "".join(
        f'<th scope="col" rowspan="2">{escape(say(WORDS[name]))}</th>' for name in ("raters", "one")
    )
    second = "".join(f'<th scope="col">{escape(_severity(other, say))}</th>' for other in others)
    above = f'<th scope="colgroup" colspan="{len(others)}">{escape(say(WORDS["other"]))}</th>'
    return _wrapped(f"<tr>{first}{above}</tr><tr>{second}</tr>", rows)


def _weight(severity: Json) -> tuple[int, str]:
    """In the order of severities; none last, unknown ones before it."""
    known = {"minor": 0, "major": 1, "critical": 2, None: 4}
    return known.get(severity if isinstance(severity, str) else None, 3), str(severity)


def _rater(one: Mapping[str, Json], say: Say) -> str:
    return say(WORDS["rater"]).format(number=str(one["rater"]).removeprefix("rater "))


def _severity(name: Json, say: Say) -> str:
    if name is None:
        return say(WORDS["none"])
    return say(WORDS[str(name)]) if str(name) in ("critical", "major", "minor") else str(name)


def _share(value: float | None, limits: tuple[float, float] | None, say: Say) -> str:
    if value is None:
        return f'<span class="soft">{escape(say(WORDS["unknown"]))}</span>'
    between = f" <small>[{limits[0]:.3f}, {limits[1]:.3f}]</small>" if limits else ""
    return f'<bdi dir="ltr">{value:.3f}{between}</bdi>'


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    return _wrapped(f"<tr>{head}</tr>", rows)


def _wrapped(head: str, rows: Iterable[Sequence[str]]) -> str:
    body = "\n".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    return (
        f'<div class="scroll" tabindex="0"><table><thead>{head}</thead>\n<tbody>{body}</tbody></table></div>'
    )
