"""A report as a table for spreadsheets (CSV) and for papers (LaTeX): a row for each language pair and system."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from .. import languages
from ..formats import cells
from . import numbers
from .material import Json
from .numbers import Number

COLUMNS = (
    "source_lang",
    "target_lang",
    "system",
    "metric",
    "score",
    "interval_low",
    "interval_high",
    "n",
    "unit",
    "direction",
    "interval_method",
    "agreement_alpha",
    "raters",
    "signature",
    "reason",
    "words",
    "words_changed",
    "client",
    "from",
    "to",
)
# Columns of the LaTeX table: which number, its head, how many times it is shown.
LATEX_COLUMNS = (
    (("scores", "hter"), r"HTER [\%] $\downarrow$", 100.0),
    (("scores", "chrf"), r"chrF $\uparrow$", 1.0),
    (("scores", "bleu"), r"BLEU $\uparrow$", 1.0),
    (("against_reference", "chrf"), r"chrF (ref.) $\uparrow$", 1.0),
    (("human", "mqm"), r"MQM $\downarrow$", 1.0),
    (("human", "esa"), r"ESA $\uparrow$", 1.0),
    (("human", "da"), r"DA $z$ $\uparrow$", 1.0),
)
ALWAYS = 3
SCRIPTS = (
    "% Names are in scripts that pdfLaTeX cannot set: use XeLaTeX or LuaLaTeX with a font that has them."
)
LAST_OF_LATIN = "\u024f"
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\char34{}",
}


def as_csv(report: Mapping[str, Json]) -> bytes:
    """Every number on a row of its own, unrounded; cells that a spreadsheet would run are guarded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for result in numbers.objects(report["results"]):
        for number in numbers.of_result(result):
            writer.writerow([_cell(value) for value in _row(report, result, number)])
    return out.getvalue().encode("utf-8-sig")


def _row(report: Mapping[str, Json], result: Mapping[str, Json], number: Number) -> list[object]:
    low, high = number.interval or (None, None)
    client, sampling = report["client"], report["sampling"]
    return [
        result["source_lang"],
        result["target_lang"],
        result["system"],
        f"{number.part}.{number.name}",
        number.value,
        low,
        high,
        number.n,
        number.unit,
        number.direction,
        number.method,
        number.alpha,
        number.raters,
        number.signature,
        number.reason,
        result["words"],
        result["words_changed"],
        client["name"] if isinstance(client, dict) else None,
        sampling["from"] if isinstance(sampling, dict) else None,
        sampling["to"] if isinstance(sampling, dict) else None,
    ]


def _cell(value: object) -> object:
    return "" if value is None else cells.guarded(value) if isinstance(value, str) else value


def as_latex(report: Mapping[str, Json]) -> bytes:
    """A table for a paper (needs the package booktabs); signatures stand below it as comments."""
    results = list(numbers.objects(report["results"]))
    rows = [{(one.part, one.name): one for one in numbers.of_result(result)} for result in results]
    columns = [
        column
        for place, column in enumerate(LATEX_COLUMNS)
        if place < ALWAYS or any(row[column[0]].value is not None for row in rows)
    ]
    lines = [
        r"% Needs \usepackage{booktabs}. Scores of different language pairs are never averaged.",
        *([SCRIPTS] if _has_other_scripts(report, results) else []),
        r"\begin{table}",
        r"  \centering",
        rf"  \caption{{{_caption(report)}}}",
        rf"  \begin{{tabular}}{{ll{'r' * (len(columns) + 1)}}}",
        r"    \toprule",
        "    " + " & ".join(["Languages", "System", *(head for _, head, _ in columns), "$n$"]) + r" \\",
        r"    \midrule",
        *(_latex_row(result, row, columns) for result, row in zip(results, rows, strict=True)),
        r"    \bottomrule",
        r"  \end{tabular}",
        r"\end{table}",
        *_signatures(rows),
    ]
    return ("\n".join(lines) + "\n").encode()


def _has_other_scripts(report: Mapping[str, Json], results: Sequence[Mapping[str, Json]]) -> bool:
    names = [str(report["title"]), *(str(result["system"]) for result in results)]
    return any(character > LAST_OF_LATIN for name in names for character in name)


def _caption(report: Mapping[str, Json]) -> str:
    sampling = report["sampling"]
    period = ""
    if isinstance(sampling, dict) and sampling["from"]:
        period = f", {sampling['from']} to {sampling['to']}"
    return (
        f"{latex(str(report['title']))}{period}. Brackets: 95\\,\\% intervals. HTER, chrF and BLEU compare machine translations with "
        "their own corrections and rank no systems."
    )


def _latex_row(
    result: Mapping[str, Json],
    row: Mapping[tuple[str, str], Number],
    columns: Sequence[tuple[tuple[str, str], str, float]],
) -> str:
    source, target = (str(result[key] or "") for key in ("source_lang", "target_lang"))
    pair = f"{latex(source)} $\\rightarrow$ {latex(target)}" if source else latex(target) or "not stated"
    values = [_latex_number(row[key], times, result["segments"]) for key, _, times in columns]
    return f"    {pair} & {latex(str(result['system']))} & {' & '.join(values)} & {result['segments']} \\\\"


def _latex_number(number: Number, times: float, segments: Json) -> str:
    """The number with its interval, and with its own n where that is not the row's."""
    if number.value is None:
        return "--"
    digits = 2 if number.unit in ("penalty per segment", "z") else 1
    value = f"${_shown(number.value * times, digits)}$"
    beside = []
    if number.interval is not None:
        low, high = (_shown(limit * times, digits) for limit in number.interval)
        beside.append(f"$[{low}, {high}]$")
    if number.n != segments:
        beside.append(f"$n = {number.n}$")
    return f"{value} {{\\scriptsize {', '.join(beside)}}}" if beside else value


def _shown(value: float, digits: int) -> str:
    """Rounded, and never -0.00."""
    return f"{round(value, digits) + 0.0:.{digits}f}"


def _signatures(rows: Sequence[Mapping[tuple[str, str], Number]]) -> list[str]:
    found = dict.fromkeys(
        f"% {part}.{name}: {number.signature}"
        for row in rows
        for (part, name), number in row.items()
        if number.value is not None
    )
    return list(found)


def latex(text: str) -> str:
    """Text as LaTeX prints it; line ends are spaces."""
    return "".join(ESCAPES.get(character, character) for character in " ".join(text.split()))


def pair(result: Mapping[str, Json]) -> str:
    """The language pair in English: German to English."""
    source, target = result["source_lang"], result["target_lang"]
    name = languages.name(str(target) if target else None)
    return f"{languages.name(str(source))} to {name}" if source else name
