"""A report as a file in one of its four forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ...domain import text as texts
from ...domain.errors import Invalid
from ...domain.reports import building, page, tables
from ...domain.reports.material import Json
from ...domain.reports.page import Look

Form = Literal["html", "json", "csv", "latex"]
FORMS: dict[str, tuple[str, str]] = {
    "html": ("html", "text/html; charset=utf-8"),
    "json": ("json", "application/json"),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "latex": ("tex", "application/x-tex; charset=utf-8"),
}


def write(report: Mapping[str, Json], form: str, look: Look | None = None) -> bytes:
    """The bytes of the file; the same report gives the same bytes. Raises Invalid for another form."""
    if form == "html":
        return page.as_html(report, look)
    if form == "json":
        return building.written(report)
    if form == "csv":
        return tables.as_csv(report)
    if form == "latex":
        return tables.as_latex(report)
    raise Invalid(f"There is no form {form}. Choose one of: {', '.join(FORMS)}.")


def file_name(report: Mapping[str, Json], form: str) -> str:
    return texts.safe_file_name(f"{report['title']}-quality", None, None, FORMS[form][0])


def form_of(name: str) -> str | None:
    """The form that a file's name asks for."""
    ending = name.rpartition(".")[2].lower()
    return next(
        (form for form, (known, _) in FORMS.items() if ending in (known, form)),
        "html" if ending == "htm" else None,
    )
