"""Adding a text in three steps, a page each: the text, how it was read, opening it. Nothing is stored before the last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..access import needs, person, settings
from ..db import get_db
from ..domain import text as texts
from ..domain.errors import Invalid, StetError
from ..domain.formats import READERS, Preview
from ..errors import STATUS
from ..services import previewing, projecting
from ..services.judging import files, receiving
from ..services.previewing import Plan
from . import forms, import_rows

blueprint = Blueprint("imports", __name__)

DELIMITERS = {",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Bar |"}
ROLES = {
    "": "Not used",
    "machine": "Machine text",
    "source": "Source",
    "reference": "Reference",
    "system": "System’s name",
    "paragraph": "Paragraph number",
}


# Step 1: the text


@blueprint.get("/import")
@needs("edit")
def text() -> ResponseReturnValue:
    """The first step, with what was given before where somebody comes back."""
    import_id = request.args.get("from")
    plan = previewing.get(get_db(), import_id, person()) if import_id else None
    given = {"text": pasted_text(plan), "system": plan.options.system or ""} if plan else {}
    return _text_page(given, plan=plan)


@blueprint.get("/p/<int:project_id>/import")
@needs("edit")
def into_project(project_id: int) -> ResponseReturnValue:
    return redirect(url_for("imports.text", project=projecting.get(get_db(), project_id).id))


@blueprint.post("/import")
@needs("edit")
def read() -> ResponseReturnValue:
    """Read what was pasted or uploaded; a refusal stands at its field and the text is kept."""
    file_name, data = forms.upload("file", "text")
    try:
        if not data.strip():
            raise Invalid("There is no text yet. Paste one, or choose a file.")
        system = {"system": forms.text("system")} if forms.text("system") else {}
        plan = previewing.start(
            get_db(),
            settings(),
            person(),
            file_name=file_name,
            data=data,
            project_id=forms.number("project"),
            **system,
        )
    except StetError as error:
        is_judged = files.recognised(data) is not None
        page = _text_page(request.form, error=error, is_file=bool(file_name), is_judged=is_judged)
        return page, STATUS[type(error)]
    source = _source()
    if source is None:
        return redirect(url_for("imports.check", import_id=plan.id))
    return _try(
        plan.id, lambda: previewing.attach_source(get_db(), settings(), plan.id, person(), source), ""
    )


def _source() -> bytes | None:
    _, data = forms.upload("source_file", "source")
    return data if data.strip() else None


def pasted_text(plan: Plan) -> str:
    """The text as it was pasted; empty for a file, which a form cannot be filled with."""
    if plan.file_name != previewing.PASTED or plan.is_table:
        return ""
    parts = (one.before + one.lead + one.machine + one.trail for one in plan.segments)
    return "".join(parts) + plan.parsed.document.tail


def _text_page(
    given: Any,
    *,
    plan: Plan | None = None,
    error: StetError | None = None,
    is_file: bool = False,
    is_judged: bool = False,
) -> str:
    db = get_db()
    projects = projecting.list_all(db)
    wanted = forms.number("project") or (plan.project_id if plan else None)
    return render_template(
        "imports/text.html",
        given=given,
        plan=plan,
        message=error.message if error else None,
        is_file=is_file,
        is_judged=is_judged,
        projects=projects,
        project=next((one for one in projects if one.id == wanted), None),
        megabytes=settings().max_file_bytes // 1_000_000,
        person=person(),
    )


# Step 2: how it was read


@blueprint.get("/import/<import_id>")
@needs("edit")
def check(import_id: str) -> ResponseReturnValue:
    return _check_page(previewing.get(get_db(), import_id, person()))


def _check_page(plan: Plan, message: str | None = None) -> str:
    found = import_rows.rows(plan.segments, plan.parsed.checks)
    page = min(forms.number("page") or 1, -(-len(found) // import_rows.PAGE))
    first = (page - 1) * import_rows.PAGE
    projects = projecting.list_all(get_db())
    return render_template(
        "imports/check.html",
        plan=plan,
        rows=found[first : first + import_rows.PAGE],
        page=page,
        pages=-(-len(found) // import_rows.PAGE),
        paragraphs=len({one.paragraph for one in plan.segments}),
        characters=sum(len(one.machine) for one in plan.segments),
        guessed=len(plan.parsed.checks),
        split=forms.number("split"),
        cuts=import_rows.cuts,
        kind_name=import_rows.kind_name,
        rule_name=import_rows.rule_name,
        message=message,
        is_judged=receiving.recognised(get_db(), person(), plan.id) is not None,
        projects=projects,
        project=next((one for one in projects if one.id == plan.project_id), None),
        new_name=_new_name({one.name for one in projects}),
        formats=tuple(READERS),
        encodings=texts.ENCODINGS,
        delimiters=DELIMITERS,
        roles=ROLES,
        shown_roles=shown_roles(plan.parsed.columns) if plan.parsed.columns else [],
        person=person(),
    )


def _new_name(taken: set[str]) -> str:
    first = str(_("My texts"))
    names = [first, *(f"{first} {number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


@blueprint.post("/import/<import_id>/options")
@needs("edit")
def options(import_id: str) -> ResponseReturnValue:
    """Read the text again in another way; a way that does not work leaves it as it was."""
    plan = previewing.get(get_db(), import_id, person())
    name = forms.text("name", 300)

    def act() -> None:
        if name and name != plan.name:
            previewing.rename(get_db(), import_id, person(), name)
        changed = {key: value for key, value in _options(plan).items() if getattr(plan.options, key) != value}
        if changed:
            previewing.change(get_db(), settings(), import_id, person(), **changed)

    return _try(import_id, act, "")


def _options(plan: Plan) -> dict[str, Any]:
    """What the form says; a detected language that nobody touched stays detected."""
    parsed, given = plan.parsed, plan.options
    document = parsed.document
    found: dict[str, Any] = {
        "target_lang": _touched(forms.tag("target_lang"), parsed.target_lang, given.target_lang),
        "source_lang": _touched(forms.tag("source_lang"), parsed.source_lang, given.source_lang),
        "format": _touched(forms.tag("format"), document.format, given.format),
        "encoding": _touched(forms.tag("encoding"), document.encoding.name, given.encoding),
        "skip_bad": "skip_bad" in request.form,
    }
    if parsed.columns is None:
        return {**found, "split": forms.choice("split", ("sentence", "line"))}
    if "delimiter" in request.form:
        delimiter = request.form["delimiter"] if request.form["delimiter"] in DELIMITERS else None
        found["delimiter"] = _touched(delimiter, parsed.columns.delimiter, given.delimiter)
        has_header = "has_header" in request.form
        found["has_header"] = given.has_header if has_header == parsed.columns.has_header else has_header
    return {**found, "mapping": _mapping(plan, parsed.columns)}


def _touched(wanted: str | None, shown: str | None, given: str | None) -> str | None:
    return given if wanted == shown else wanted


def shown_roles(columns: Preview) -> list[str]:
    """The role that each column was read as, empty for one that is not used."""
    by_name = {name: role.partition(":")[0] for role, name in columns.mapping.items()}
    return [by_name.get(name, "") for name in columns.columns]


def _mapping(plan: Plan, columns: Preview) -> dict[str, str]:
    """Role to column, by number; several columns of machine text are a system each, named by their heads."""
    shown = shown_roles(columns)
    chosen = [request.form.get(f"column-{at}", role) for at, role in enumerate(shown, start=1)]
    if chosen == shown:
        return dict(plan.options.mapping)
    mapping = {}
    for at, role in enumerate(chosen, start=1):
        if role == "machine" and chosen.count("machine") > 1:
            role = f"machine:{columns.columns[at - 1].removeprefix('machine:').strip()}"
        if role:
            mapping[role] = str(at)
    return mapping


@blueprint.post("/import/<import_id>/keep")
@needs("edit")
def keep(import_id: str) -> ResponseReturnValue:
    """Keep a line or leave it out."""
    index = forms.number("index") or 0
    left_out = request.form.get("left_out") == "yes"
    return _try(
        import_id,
        lambda: previewing.leave_out(get_db(), import_id, person(), index, left_out=left_out),
        f"r-{index}",
    )


@blueprint.post("/import/<import_id>/include-all")
@needs("edit")
def include_all(import_id: str) -> ResponseReturnValue:
    return _try(import_id, lambda: previewing.include_all(get_db(), import_id, person()), "")


@blueprint.post("/import/<import_id>/join")
@needs("edit")
def join(import_id: str) -> ResponseReturnValue:
    index = forms.number("index") or 0
    return _try(import_id, lambda: previewing.join(get_db(), import_id, person(), index), f"r-{index}")


@blueprint.post("/import/<import_id>/split")
@needs("edit")
def split(import_id: str) -> ResponseReturnValue:
    index, offset = forms.number("index") or 0, forms.number("offset") or 0
    return _try(
        import_id, lambda: previewing.split(get_db(), import_id, person(), index, offset), f"r-{index}"
    )


@blueprint.post("/import/<import_id>/source")
@needs("edit")
def source(import_id: str) -> ResponseReturnValue:
    """Attach a source text; an empty one takes it away."""
    data = _source()
    return _try(
        import_id, lambda: previewing.attach_source(get_db(), settings(), import_id, person(), data), ""
    )


def _try(import_id: str, act: Callable[[], object], anchor: str) -> ResponseReturnValue:
    """Do it and show the page again, at the line that it concerns; a refusal stands at the top."""
    try:
        act()
    except StetError as error:
        plan = previewing.get(get_db(), import_id, person())
        return _check_page(plan, error.message), STATUS[type(error)]
    page = forms.number("page")
    return redirect(
        url_for("imports.check", import_id=import_id, page=page, _anchor=anchor or None), code=303
    )


# Step 3: open


@blueprint.post("/import/<import_id>/open")
@needs("edit")
def open_document(import_id: str) -> ResponseReturnValue:
    try:
        outcome = previewing.open_document(
            get_db(),
            import_id,
            person(),
            project_id=forms.number("project"),
            project_name=forms.text("new_project", 300) or None,
        )
    except StetError as error:
        plan = previewing.get(get_db(), import_id, person())
        return _check_page(plan, error.message), STATUS[type(error)]
    return redirect(f"/d/{outcome.documents[0].document_id}", code=303)


@blueprint.post("/import/<import_id>/discard")
@needs("edit")
def discard(import_id: str) -> ResponseReturnValue:
    previewing.discard(get_db(), import_id, person())
    return redirect(url_for("projects.home"), code=303)
