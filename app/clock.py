"""The only door to the time of day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def now() -> str:
    """The time as UTC ISO-8601 text with microseconds, which sorts as it passes."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def today() -> str:
    """The date in UTC, as 2026-09-24."""
    return now()[:10]


def later(*, seconds: float) -> str:
    """The time so many seconds from now, in the same form."""
    moment = datetime.now(UTC) + timedelta(seconds=seconds)
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
