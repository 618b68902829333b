"""Tables of ratings: unit, rater and value on a line, with commas, semicolons or tabs between."""

from __future__ import annotations

import math

from app.domain.errors import Invalid
from app.domain.formats.judgements import lines, values
from app.domain.formats.judgements.faults import Faults
from app.domain.scoring.agreement import Rated, Value

HEAD = ["unit", "rater", "value"]
MISSING = frozenset({"", "na", "n/a", "nan", "none", "null", "*", "."})


def read(text: str, name: str) -> list[Rated]:
    """The ratings of a file; an empty cell, NA, none, null, * and . are missing values."""
    found, _ = lines.split(text)
    if not found:
        raise Invalid(f"{name} is empty: write unit,rater,value on each line.")
    delimiter = _delimiter(found[0])
    faults = Faults(name)
    rated: dict[tuple[str, str], Rated] = {}
    for number, line in enumerate(found, start=1):
        try:
            cells = [cell.strip() for cell in values.cells(line, delimiter)]
        except ValueError as error:
            faults.add(number, f"the quotes of this line cannot be read ({error}).")
            continue
        if not any(cells) or (number == 1 and [cell.lower() for cell in cells] == HEAD):
            continue
        if len(cells) != 3:
            faults.add(number, f"there are {len(cells)} values instead of three: unit, rater, value.")
        elif not cells[0] or not cells[1]:
            faults.add(number, f"the {HEAD[0] if not cells[0] else HEAD[1]} is missing.")
        elif (cells[0], cells[1]) in rated:
            faults.add(number, f"{cells[1]} rated {cells[0]} twice; keep one of the rows.")
        elif cells[2].lower() not in MISSING:
            rated[cells[0], cells[1]] = Rated(cells[0], cells[1], _value(cells[2]))
    faults.refuse_if_any()
    if not rated:
        raise Invalid(f"{name} has no rating: write unit,rater,value on each line.")
    return list(rated.values())


def write(rated: list[Rated]) -> str:
    """The same table again, with commas and a head."""
    for one in rated:
        if any("\n" in cell or "\r" in cell for cell in (one.unit, one.rater, str(one.value))):
            raise Invalid(f"The rating of {one.unit!r} has a line break, which this format cannot hold.")
    rows = [HEAD, *([one.unit, one.rater, _written(one.value)] for one in rated)]
    return "".join(",".join(_quoted(cell) for cell in row) + "\n" for row in rows)


def _delimiter(line: str) -> str:
    return next((sign for sign in ("\t", ";") if line.count(sign) == 2), ",")


def _value(cell: str) -> Value:
    try:
        number = float(cell)
    except ValueError:
        return cell
    return number if math.isfinite(number) else cell


def _written(value: Value) -> str:
    return repr(value) if isinstance(value, float) else value


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if '"' in cell or "," in cell else cell
