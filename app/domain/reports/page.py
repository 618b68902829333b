"""A report as one HTML page that asks for nothing: light, readable without scripts, fit to be printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from .. import diff, languages
from ..models import Piece
from ..sentences import spoken
from . import numbers, overlap
from .material import Json
from .numbers import DIRECTIONS, UNITS, Number

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STYLE = """
:root { color-scheme: light; --text: #1c1e21; --soft: #4f5358; --line: #dcdcd5; --accent: #0c6661; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 40px 24px 64px; max-inline-size: 1000px; background: #fff; color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
header { display: flex; gap: 24px; align-items: flex-start; justify-content: space-between; border-block-end: 2px solid var(--accent); padding-block-end: 16px; }
header img { max-inline-size: 200px; max-block-size: 80px; }
h1 { margin: 0 0 4px; font-size: 26px; line-height: 1.2; }
h2 { margin: 36px 0 10px; font-size: 18px; }
h3 { margin: 24px 0 8px; font-size: 15px; } h4 { margin: 16px 0 6px; font-size: 13px; }
p { margin: 0 0 10px; max-inline-size: 75ch; overflow-wrap: anywhere; }
.soft, small { color: var(--soft); font-size: 13px; }
.scroll { overflow-x: auto; }
table { inline-size: 100%; border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 7px 10px; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
thead th { color: var(--soft); font-weight: 400; }
tbody th { font-weight: 400; }
td b { font-size: 15px; white-space: nowrap; }
.interval { display: block; inline-size: 160px; block-size: 14px; direction: ltr; }
.interval line { stroke: var(--line); } .interval .range { stroke: var(--accent); stroke-width: 3; } .interval circle { fill: var(--accent); }
.example { break-inside: avoid; border-block-start: 1px solid var(--line); padding-block: 10px; }
.example p { position: relative; max-inline-size: none; margin: 0 0 4px; font-size: 16px; line-height: 1.7; overflow-wrap: anywhere; white-space: pre-wrap; }
.example .source { color: var(--soft); font-size: 14px; }
del { background: #fbe3cd; color: #7a3400; text-decoration: line-through; } ins { background: #d5e7fb; color: #0a3a69; text-decoration: underline; }
.moved { background: #eae2f8; color: #4b2c80; text-decoration: underline dotted; } del.moved { text-decoration: line-through; }
.vh { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
code { font: 12px/1.5 ui-monospace, Consolas, monospace; overflow-wrap: anywhere; }
dt { margin-block-start: 8px; font-weight: 600; font-size: 13px; } dd { margin: 0; }
footer { margin-block-start: 40px; border-block-start: 1px solid var(--line); padding-block-start: 12px; }
@media (max-width: 600px) { body { padding: 24px 16px; } header { flex-direction: column-reverse; } }
@media print { @page { margin: 16mm; } body { padding: 0; max-inline-size: none; font-size: 10.5pt; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } .scroll { overflow: visible; }
  del, ins, .moved { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
NOT_COUNTED = {
    "not_confirmed": spoken("not confirmed"),
    "left_out": spoken("left out of the text"),
    "editorial": spoken("editorial changes"),
    "locked": spoken("locked"),
    "without_machine_text": spoken("written by a person"),
    "outside_period": spoken("outside the period"),
}
WORDS = {
    "for": spoken("For {name}"),
    "period": spoken("Corrections from {start} to {end}"),
    "size": spoken("Segments that count: {counted} of {segments} · Documents: {documents}"),
    "results": spoken("Results"),
    "results_note": spoken(
        "A table for each language pair; scores of different pairs are never averaged. Brackets hold 95 % intervals. Where corrections started "
        "from a system’s own text, its scores say how much work that text took; they rank no systems."
    ),
    "kind": spoken("Quality report"),
    "number": spoken("Measure"),
    "value": spoken("Value"),
    "interval": spoken("95 % interval"),
    "segments": spoken("Segments"),
    "meaning": spoken("Meaning"),
    "not_measured": spoken("not measured"),
    "no_interval": spoken("no interval from one segment"),
    "changed": spoken(
        "Words changed: {changed} of {words} · Confirmed segments: {n} · Left as they were: {same}"
    ),
    "agreement": spoken("Raters: {raters}, Krippendorff’s alpha {alpha}"),
    "sampling": spoken("What was counted"),
    "not_counted": spoken("Not counted:"),
    "examples": spoken("Before and after"),
    "segment": spoken("{document}, segment {position}: {changed} of {words} words changed ({share})"),
    "no_examples": spoken("No confirmed segment was changed."),
    "deleted": spoken("deleted:"),
    "inserted": spoken("inserted:"),
    "end": spoken("end"),
    "methods": spoken("Methods"),
    "signatures": spoken("Signatures"),
    "footer": spoken(
        "Every number can be computed again from the JSON file of this report: stet verify REPORT.json"
    ),
    "unstated": spoken("Language not stated"),
    "to": spoken("to"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How the reader's language says sentences, numbers and names of languages."""

    lang: str = "en"
    direction: str = "ltr"
    say: Callable[[str], str] = str
    percent: Callable[[float], str] = field(default=lambda share: f"{100 * share:.1f} %")
    decimal: Callable[[float], str] = field(default=lambda number: f"{number:,.1f}")
    whole: Callable[[int], str] = field(default=lambda number: f"{number:,}")
    language: Callable[[str], str] = languages.name


def as_html(report: Mapping[str, Json], look: Look | None = None) -> bytes:
    """The page; the same report and look give the same bytes."""
    look = look or Look()
    title = escape(str(report["title"]))
    parts = [
        f'<!doctype html>\n<html lang="{look.lang}" dir="{look.direction}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        f"<title>{escape(_words(look, 'kind'))}: {title}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
        _head(report, look),
        "<main>",
        _results(report, look),
        _sampling(report, look),
        _examples(report, look),
        _methods(report, look),
        "</main>",
        f'<footer><p class="soft">{escape(_words(look, "footer"))}</p></footer>\n</body>\n</html>\n',
    ]
    return "\n".join(parts).encode()


def _words(look: Look, key: str, **values: object) -> str:
    """A sentence of the page with its values put in."""
    return look.say(WORDS[key]).format(**values)


def _object(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}


def _whole(value: Json) -> int:
    return value if isinstance(value, int) else 0


def _head(report: Mapping[str, Json], look: Look) -> str:
    client, sampling = _object(report["client"]), _object(report["sampling"])
    lines = []
    if client["name"]:
        lines.append(f"<p>{escape(_words(look, 'for', name=client['name']))}</p>")
    facts = [
        _words(
            look,
            "size",
            **{name: look.whole(_whole(sampling[name])) for name in ("counted", "segments", "documents")},
        )
    ]
    if sampling["from"]:
        facts.insert(0, _words(look, "period", start=sampling["from"], end=sampling["to"]))
    lines.append(f'<p class="soft">{escape(" · ".join(facts))}</p>')
    logo = (
        f'<img src="{escape(str(client["logo"]))}" alt="{escape(str(client["name"] or ""))}">'
        if client["logo"]
        else ""
    )
    kind = f'<p class="soft">{escape(_words(look, "kind"))}</p>'
    return f"<header><div>{kind}<h1>{escape(str(report['title']))}</h1>{''.join(lines)}</div>{logo}</header>"


def _results(report: Mapping[str, Json], look: Look) -> str:
    parts = [
        f"<section><h2>{escape(_words(look, 'results'))}</h2>",
        f'<p class="soft">{escape(_words(look, "results_note"))}</p>',
    ]
    for result in numbers.objects(report["results"]):
        parts.append(_result(result, look))
    return "\n".join([*parts, "</section>"])


def _pair(result: Mapping[str, Json], look: Look) -> str:
    source, target = result["source_lang"], result["target_lang"]
    name = look.language(str(target)) if target else _words(look, "unstated")
    return f"{look.language(str(source))} {_words(look, 'to')} {name}" if source else name


def _result(result: Mapping[str, Json], look: Look) -> str:
    found = numbers.of_result(result)
    shown = [
        one
        for one in found
        if one.part != "human.spans" and (one.part == "scores" or one.name == "mqm" or _says_more(one, found))
    ]
    heads = "".join(
        f'<th scope="col">{escape(_words(look, key))}</th>'
        for key in ("number", "value", "interval", "segments", "meaning")
    )
    title = f"{_pair(result, look)} · {result['system']}"
    summary = ""
    if result["segments"]:
        summary = _words(
            look,
            "changed",
            changed=look.whole(_whole(result["words_changed"])),
            words=look.whole(_whole(result["words"])),
            n=look.whole(_whole(result["segments"])),
            same=look.whole(_whole(result["segments_unchanged"])),
        )
    rows = "\n".join(_row(one, look) for one in shown)
    return (
        f"<h3><bdi>{escape(title)}</bdi></h3>\n<p>{escape(summary)}</p>\n"
        f'<div class="scroll" tabindex="0"><table><thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table></div>'
        f"{overlap.as_html(result, found, look.say, look.whole)}"
    )


def _says_more(number: Number, found: Sequence[Number]) -> bool:
    """Without a review the directions say what HTER says."""
    is_reviewed = any(one.name == "editor_to_reviewer" and one.value is not None for one in found)
    return number.value is not None and (number.part != "directions" or is_reviewed)


def _row(number: Number, look: Look) -> str:
    title = escape(look.say(number.title))
    unit = " · ".join((look.say(UNITS[number.unit]), look.say(DIRECTIONS[number.direction])))
    if number.value is None:
        reason = escape(look.say(number.reason or ""))
        return f'<tr><th scope="row">{title}</th><td colspan="4"><span class="soft">{escape(_words(look, "not_measured"))}. {reason}</span></td></tr>'
    if number.raters and number.alpha is not None:
        unit += " · " + _words(look, "agreement", raters=number.raters, alpha=f"{number.alpha:.3f}")
    return (
        f'<tr><th scope="row">{title}</th><td><b>{escape(_value(number, number.value, look))}</b></td>'
        f'<td>{_interval(number, look)}</td><td>{look.whole(number.n)}</td><td class="soft">{escape(unit)}</td></tr>'
    )


def _value(number: Number, value: float, look: Look) -> str:
    if number.unit == "share of words":
        return look.percent(value)
    if number.unit in ("z", "penalty per segment"):
        return f"{round(value, 2) + 0.0:.2f}"  # never -0.00
    return look.decimal(value)


def _interval(number: Number, look: Look) -> str:
    if number.interval is None or number.value is None:
        return f'<span class="soft">{escape(_words(look, "no_interval"))}</span>'
    low, high = (_value(number, limit, look) for limit in number.interval)
    return f'<bdi dir="ltr">[{escape(low)}, {escape(high)}]</bdi>{_picture(number)}'


def _picture(number: Number) -> str:
    """The interval on the scale of its unit; the same as the words beside it, so nobody need see it."""
    longest = {"share of words": 1.0, "of 100": 100.0}.get(number.unit)
    if longest is None or number.interval is None or number.value is None:
        return ""
    low, value, high = (
        round(2 + 156 * min(1.0, max(0.0, one / longest)), 1)
        for one in (number.interval[0], number.value, number.interval[1])
    )
    return (
        '<svg class="interval" viewBox="0 0 160 14" aria-hidden="true"><line x1="2" y1="7" x2="158" y2="7"/>'
        f'<line class="range" x1="{low}" y1="7" x2="{high}" y2="7"/><circle cx="{value}" cy="7" r="3.5"/></svg>'
    )


def _sampling(report: Mapping[str, Json], look: Look) -> str:
    sampling = _object(report["sampling"])
    out = [
        f"{look.say(words)}: {look.whole(_whole(_object(sampling['not_counted'])[reason]))}"
        for reason, words in NOT_COUNTED.items()
        if _object(sampling["not_counted"])[reason]
    ]
    lines = [f"<p>{escape(look.say(str(sampling['rule'])))}</p>"]
    judged = sampling["judged"]
    if isinstance(judged, dict):
        lines.append(f"<p>{escape(look.say(str(judged['rule'])))}</p>")
    if out:
        lines.append(f"<p>{escape(_words(look, 'not_counted'))} {escape(' · '.join(out))}.</p>")
    return f"<section><h2>{escape(_words(look, 'sampling'))}</h2>{''.join(lines)}</section>"


def _examples(report: Mapping[str, Json], look: Look) -> str:
    found = _object(report["examples"])
    items = list(numbers.objects(found["items"]))
    rule = f'<p class="soft">{escape(look.say(str(found["rule"])))}</p>'
    shown = "\n".join(_example(one, look) for one in items) or f"<p>{escape(_words(look, 'no_examples'))}</p>"
    return f"<section><h2>{escape(_words(look, 'examples'))}</h2>{rule}\n{shown}</section>"


def _example(one: Mapping[str, Json], look: Look) -> str:
    share = one["share"]
    head = _words(
        look,
        "segment",
        document=one["document"],
        position=look.whole(_whole(one["position"])),
        changed=look.whole(_whole(one["words_changed"])),
        words=look.whole(_whole(one["words"])),
        share=look.percent(float(share) if isinstance(share, int | float) else 0.0),
    )
    source = ""
    if one["source"]:
        source = f'<p class="source"{_marked(one["source_lang"])}>{escape(str(one["source"]))}</p>'
    target = str(one["target_lang"]) if one["target_lang"] else None
    found = diff.difference(str(one["before"]), str(one["after"]), target)
    drawn = "".join(_piece(piece, look) for piece in found.pieces)
    system = f"{_pair(one, look)} · {one['system']}"
    return f'<div class="example"><small>{escape(system)} · {escape(head)}</small>\n{source}<p{_marked(one["target_lang"])}>{drawn}</p></div>'


def _marked(lang: Json) -> str:
    if not isinstance(lang, str):
        return ' lang="und" dir="auto"'
    return f' lang="{escape(lang)}" dir="{languages.direction(lang)}"'


def _piece(piece: Piece, look: Look) -> str:
    text = escape(piece.text)
    if piece.op == "equal":
        return text
    tag, word = ("del", "deleted") if piece.op in ("delete", "move_from") else ("ins", "inserted")
    kind = ' class="moved"' if piece.op.startswith("move") else ""
    start, end = (f'<span class="vh"> {escape(_words(look, key))} </span>' for key in (word, "end"))
    return f"<{tag}{kind}>{start}{text}{end}</{tag}>"


def _methods(report: Mapping[str, Json], look: Look) -> str:
    places: dict[tuple[str, str], list[str]] = {}
    for result in numbers.objects(report["results"]):
        for number in numbers.of_result(result):
            if number.value is not None and number.signature and number.part != "directions":
                key = (look.say(number.title), number.signature)
                places.setdefault(key, []).append(f"{_pair(result, look)} · {result['system']}")
    lines = [
        f'<dt>{escape(title)}</dt><dd><small>{escape("; ".join(named))}</small><br><code dir="ltr">{escape(signature)}</code></dd>'
        for (title, signature), named in places.items()
    ]
    return (
        f'<section><h2>{escape(_words(look, "methods"))}</h2><p lang="en" dir="ltr">{escape(str(report["methods"]))}</p>'
        f"<h3>{escape(_words(look, 'signatures'))}</h3><dl>{''.join(lines)}</dl></section>"
    )
