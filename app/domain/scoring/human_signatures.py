"""The line beside each human score that says exactly how to compute it again, in the form of sacreBLEU's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

VERSION = "0.1.0"  # of the definitions; a test holds it equal to the product's


def signature(**fields: object) -> str:
    """key:value pairs in the order given, the version last; what is None is left out."""
    said = {key.rstrip("_"): value for key, value in fields.items() if value is not None}
    return "|".join(f"{key}:{_plain(value)}" for key, value in {**said, "version": f"stet-{VERSION}"}.items())


def joined(values: Iterable[str]) -> str:
    """Several words as one value; `none` where there is none."""
    return "+".join(sorted(set(values))) or "none"


def spread(numbers: Sequence[int]) -> str:
    """`529`, or `500-529` where systems differ."""
    if not numbers:
        return ""
    return str(min(numbers)) if min(numbers) == max(numbers) else f"{min(numbers)}-{max(numbers)}"


def _plain(value: object) -> str:
    """A value that cannot be taken for two."""
    if isinstance(value, float):
        return format(value, "g")
    return str(value).replace("|", "/").replace(":", "-")
