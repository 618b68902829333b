"""/api/v1/openapi.json: the description of this API, made from its routes and the fields that they read."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, current_app
from werkzeug.routing import Rule

from ..access import needs

blueprint = Blueprint("api_description", __name__, url_prefix="/api/v1")

TEXT = {"type": "string"}
NUMBER = {"type": "integer", "minimum": 0}
YES_NO = {"type": "boolean"}
OPERATION = {"type": "string", "maxLength": 100, "description": "the same key twice is stored once"}
BASE = {"type": "integer", "minimum": 0, "description": "the newest revision that the sender has seen"}
CHOSEN = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["id", "revision"],
        "properties": {"id": NUMBER, "revision": NUMBER},
    },
    "description": "segments at the revisions that the sender has seen",
}

# What each writing route reads: required fields end with "!".
FIELDS: dict[str, dict[str, dict[str, Any]]] = {
    "api_projects.create": {"name!": TEXT, "source_lang": TEXT, "target_lang": TEXT},
    "api_segments.save_revision": {
        "text!": TEXT,
        "base_revision!": BASE,
        "op_id": OPERATION,
        "confirm": YES_NO,
        "draft_ops": {"type": "array", "items": TEXT},
    },
    "api_segments.restore": {"number!": NUMBER, "base_revision": BASE, "op_id": OPERATION},
    "api_segments.reopen": {"base_revision": BASE, "op_id": OPERATION},
    "api_segments.confirm": {"segments!": CHOSEN, "op_id": OPERATION},
    "api_segments.leave_out_many": {"segments!": CHOSEN, "left_out": YES_NO, "op_id": OPERATION},
    "api_segments.save_draft": {"text!": TEXT, "base_revision!": BASE, "op_id": OPERATION},
    "api_segments.split": {"offset!": NUMBER, "base_revision": BASE, "op_id": OPERATION},
    "api_segments.join": {"base_revision": BASE, "op_id": OPERATION},
    "api_segments.cut": {"base_revision": BASE, "op_id": OPERATION},
    "api_segments.put_back": {"op_id": OPERATION},
    "api_segments.leave_out": {"left_out": YES_NO, "op_id": OPERATION},
    "api_segments.editorial": {"editorial": YES_NO, "op_id": OPERATION},
    "api_segments.flag": {"flagged": YES_NO, "op_id": OPERATION},
    "api_segments.lock": {"locked": YES_NO, "op_id": OPERATION},
    "api_segments.direction": {"direction!": {"enum": ["ltr", "rtl", None]}, "op_id": OPERATION},
    "api_segments.paragraph": {"break": YES_NO, "op_id": OPERATION},
    "api_segments.add": {"text!": TEXT, "op_id": OPERATION},
    "api_questions.ask": {"text!": TEXT, "kind": {"enum": ["question", "comment"]}},
    "api_preferences.save": {"preferences!": {"type": "object"}},
    "api_watching.presence": {"segment_id": NUMBER},
    "api_segments.undo": {"op_id": OPERATION},
    "api_reviews.approve": {"segments!": CHOSEN, "op_id": OPERATION},
    "api_reviews.send_back": {
        "segments!": CHOSEN,
        "reason!": TEXT,
        "note": TEXT,
        "suggestion": TEXT,
        "op_id": OPERATION,
    },
    "api_reviews.set_reasons": {"reasons!": {"type": "array", "items": TEXT}},
    "api_marks.mark": {
        "revision!": {"type": "integer", "minimum": 0, "description": "0 is the machine text"},
        "side": {"enum": ["source", "target"]},
        "start": NUMBER,
        "end": NUMBER,
        "quote": TEXT,
        "pieces": {
            "type": "array",
            "items": {"type": "object"},
            "description": "where one error has several pieces: side, start, end and quote of each",
        },
        "category": TEXT,
        "severity": {"enum": ["neutral", "minor", "major", "critical"]},
        "comment": TEXT,
        "system": TEXT,
        "task": NUMBER,
        "replaces": {"type": "integer", "description": "the mark that this one changes"},
        "op_id": OPERATION,
    },
    "api_marks.rate": {
        "kind!": {"enum": ["esa", "da"]},
        "value!": {"type": "number", "minimum": 0, "maximum": 100},
        "system": TEXT,
        "revision": NUMBER,
        "task": NUMBER,
    },
    "api_marks.finish": {
        "systems": {"type": "array", "items": TEXT},
        "revision": NUMBER,
        "finished": YES_NO,
        "task": NUMBER,
    },
    "api_histories.add_point": {"name!": TEXT},
    "api_searches.replace": {
        "q!": TEXT,
        "replacement!": TEXT,
        "pattern": YES_NO,
        "case": YES_NO,
        "words": YES_NO,
        "accents": YES_NO,
        "keep_capitals": YES_NO,
        "segments!": CHOSEN,
        "op_id": OPERATION,
    },
    "api_uploads.upload": {
        "name!": TEXT,
        "text": TEXT,
        "segments": {"type": "array", "items": {"type": "object"}},
        "source_lang": TEXT,
        "target_lang": TEXT,
        "format": TEXT,
        "system": TEXT,
        "source": TEXT,
        "reference": TEXT,
        "skip_bad": YES_NO,
        "dry_run": YES_NO,
    },
    "api_uploads.attach": {"text!": TEXT, "source_lang": TEXT, "op_id": OPERATION},
    "api_efforts.record": {
        "op_id!": OPERATION,
        "is_review": YES_NO,
        "segments!": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["id", "milliseconds", "keystrokes"],
                "properties": {"id": NUMBER, "milliseconds": NUMBER, "keystrokes": NUMBER},
            },
        },
    },
    "api_uploads.repair": {"action!": TEXT, "offset": NUMBER, "op_id": OPERATION},
}
REFUSAL = {
    "type": "object",
    "required": ["ok", "error", "errors", "status"],
    "properties": {
        "ok": {"const": False},
        "error": TEXT,
        "errors": {"type": "array", "items": TEXT},
        "status": {"type": "integer"},
    },
}


@blueprint.get("/openapi.json")
@needs("read")
def description() -> dict[str, Any]:
    """OpenAPI 3.1, complete: a test compares it with the routes."""
    paths: dict[str, dict[str, Any]] = {}
    for rule in current_app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1/"):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                paths.setdefault(_path(rule), {})[method.lower()] = _operation(rule, method)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Stet", "version": "1"},
        "paths": dict(sorted(paths.items())),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Refusal": REFUSAL},
        },
        "security": [{"token": []}],
    }


def _path(rule: Rule) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)


def _operation(rule: Rule, method: str) -> dict[str, Any]:
    view = current_app.view_functions[rule.endpoint]
    operation: dict[str, Any] = {
        "operationId": f"{rule.endpoint}.{method.lower()}",
        "summary": (view.__doc__ or view.__name__.replace("_", " ")).strip().splitlines()[0],
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}
            for name in sorted(rule.arguments)
        ],
        "responses": {
            "2XX": {"description": "done", "content": {"application/json": {"schema": {"type": "object"}}}},
            "4XX": _refusal("refused"),
            "503": _refusal("the writer was busy for five seconds"),
        },
    }
    if rule.endpoint in FIELDS:
        schema = {
            "type": "object",
            "required": [name[:-1] for name in FIELDS[rule.endpoint] if name.endswith("!")],
            "properties": {name.rstrip("!"): kind for name, kind in FIELDS[rule.endpoint].items()},
        }
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return operation


def _refusal(meaning: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Refusal"}
    return {"description": meaning, "content": {"application/json": {"schema": schema}}}
