"""Words of the pages about quality, in the language of the interface: facets, measures, labels of pictures."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from flask_babel import gettext, ngettext

from ... import interface
from ...domain.models import Document
from ...domain.scoring.verdicts import Comparison
from ...services.quality.page import Spread
from ...services.quality.trends import Trend
from .. import charts
from ..filters import decimal, language_name, percent, state_name, thousands, whole_percent

NOTHING = 0.0005  # rounding errors of sums
STATES = ("todo", "edited", "confirmed", "approved", "sent_back", "left_out")


def facet(name: str) -> str:
    """The name of a facet."""
    names = {
        "lang": gettext("Language"),
        "document": gettext("Document"),
        "state": gettext("State"),
        "changed": gettext("Words changed"),
        "type": gettext("Error type"),
        "week": gettext("Week"),
        "when": gettext("Date"),
        "band": gettext("Score"),
        "person": gettext("Person"),
        "ahead": gettext("Ahead"),
        "length": gettext("Length"),
    }
    return str(names[name])


def choice(name: str, value: str, documents: Mapping[int, Document], pair: Sequence[str] = ("", "")) -> str:
    """One value of a facet, as a person reads it."""
    if name == "document":
        found = documents.get(int(value)) if value.isascii() and value.isdigit() else None
        return found.name if found else str(gettext("Unknown"))
    if name == "state":
        return state_name(value) if value in STATES else value
    if name == "lang":
        return language_name(value)
    if name == "week":
        return str(gettext("from %(day)s", day=value))
    if name == "when":
        days = int(value) if value in ("7", "30", "90") else 0
        return str(ngettext("Last %(n)s day", "Last %(n)s days", days, n=days)) if days else value
    if name == "type":
        return category(value)
    fixed = {
        "same": gettext("None"),
        "little": gettext("Under 10 %%") % {},
        "some": gettext("10 to 30 %%") % {},
        "much": gettext("30 %% and more") % {},
        "short": gettext("Under 40 characters"),
        "middle": gettext("40 to 119 characters"),
        "long": gettext("120 characters and more"),
        "clean": gettext("No penalty points"),
        "light": gettext("Penalty points, but no work needed"),
        "work": gettext("Needs work"),
        "rated": gettext("Rated well enough"),
        "a": gettext("%(system)s is ahead", system=pair[0]),
        "b": gettext("%(system)s is ahead", system=pair[1]),
        "tie": gettext("Equal"),
    }
    return str(fixed.get(value, value)) if name != "person" else value


def category(name: str) -> str:
    """An error type as the interface calls it; a project's own name stays as it is."""
    return interface.say(name)


def spread_chart(found: Spread | None) -> list[charts.Column]:
    if found is None:
        return []
    labels = [f"{one.low:g}" + ("+" if one.high is None else "") for one in found.bins]
    return charts.columns([one.n for one in found.bins], labels)


def trend_labels(found: Trend, documents: Sequence[int]) -> list[str]:
    """#3 for the third import, else the day on which a week begins."""
    if found.by == "week":
        return [point.measured.key[5:] for point in found.points]
    places = {str(key): place for place, key in enumerate(documents, start=1)}
    return [f"#{places[point.measured.key]}" for point in found.points]


def trend_value(found: Trend, value: float) -> str:
    """A point of a trend: a score, or a share of words."""
    return decimal(value) if found.kind == "score" else percent(value)


def trend_scale(found: Trend, value: float) -> str:
    """An end of the axis."""
    if found.kind == "score":
        return f"{value:g}" if value >= 0 else f"−{-value:g}"
    return whole_percent(value + 1e-9) if value == 0 or value >= 0.02 else percent(value)


def measure(name: str) -> str:
    """What two systems are compared by."""
    names = {
        "mqm": gettext("Errors marked by people"),
        "esa": gettext("Ratings by people"),
        "da": gettext("Ratings by people"),
        "hter": gettext("Editing"),
        "chrf": gettext("Likeness to the reference (chrF)"),
    }
    return str(names[name])


def unit(name: str) -> str:
    """The unit of a measure's numbers, with its direction."""
    units = {
        "mqm": gettext("penalty points a segment, lower is better"),
        "esa": gettext("points of 100, higher is better"),
        "da": gettext("points of 100, higher is better"),
        "hter": gettext("percent of words changed, lower is better"),
        "chrf": gettext("points of 100, higher is better"),
    }
    return str(units[name])


def number(value: float) -> str:
    """A size with one digit, or with its first one where it is small: 1.9, 0.04; what is next to nothing is 0.0."""
    if abs(value) < NOTHING:
        return decimal(0.0)
    size = decimal(abs(value)) if abs(value) >= 0.05 else f"{abs(value):.1g}"
    return f"−{size}" if value < 0 else size


def points(value: float) -> str:
    """Penalty points: whole ones without a digit that says nothing."""
    return thousands(round(value)) if abs(value - round(value)) < NOTHING else number(value)


def plural(value: float) -> int:
    """The number whose plural form a value takes: a fraction is never one."""
    return int(value) if value == int(value) else max(2, math.ceil(value))


def signed(value: float) -> str:
    return f"+{number(value)}" if value >= NOTHING else number(value)


def details(one: Comparison) -> str:
    """Size, interval and number of segments of a comparison, told from the better system."""
    if one.difference is None:
        return str(gettext("%(a)s and %(b)s have no segment in common.", a=one.a, b=one.b))
    better, worse = (one.b, one.a) if one.difference >= 0 else (one.a, one.b)
    sentences = {
        "mqm": gettext("%(better)s has %(points)s penalty points less a segment on average than %(worse)s"),
        "hter": gettext("%(better)s needs %(points)s percentage points fewer words changed than %(worse)s"),
    }
    scores = gettext("%(better)s scores %(points)s points higher on average than %(worse)s")
    sentence = sentences.get(one.measure.name, scores)
    size = sentence % {"better": better, "worse": worse, "points": number(abs(one.difference))}
    return f"{size} ({_limits(one)})."


def _limits(one: Comparison) -> str:
    n = ngettext(
        "%(n)s segment that both translated",
        "%(n)s segments that both translated",
        one.segments,
        n=thousands(one.segments),
    )
    if one.low is None or one.high is None or one.difference is None:
        return str(n)
    low, high = (one.low, one.high) if one.difference >= 0 else (-one.high, -one.low)
    between = gettext("95 %% interval %(low)s to %(high)s", low=number(low), high=number(high))
    return f"{between}, {n}"


def wins(one: Comparison) -> str:
    """Of how many segments each system has the better one."""
    return str(
        gettext(
            "%(b)s wins %(wins_b)s of the segments, %(a)s wins %(wins_a)s, %(ties)s are equal.",
            a=one.a,
            b=one.b,
            wins_a=_share(one.wins_a, one.segments),
            wins_b=_share(one.wins_b, one.segments),
            ties=_share(one.ties, one.segments),
        )
    )


def ahead(one: Comparison) -> str:
    """How often the better one came out ahead, instead of a bare p-value."""
    if one.difference is None or one.low is None:
        return ""
    better, times = (one.b, one.ahead_b) if one.difference >= 0 else (one.a, one.ahead_a)
    return str(
        gettext(
            "%(better)s came out ahead in %(times)s of 1,000 resamples.",
            better=better,
            times=thousands(times),
        )
    )


def _share(part: int, whole: int) -> str:
    return whole_percent(round(100 * part / whole) / 100 + 1e-9) if whole else "–"
