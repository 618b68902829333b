"""What each role may do."""

from __future__ import annotations

from typing import Literal

from .models import Role

Permission = Literal["read", "comment", "edit", "review", "lead", "own"]

ALLOWED: dict[Role, frozenset[Permission]] = {
    "viewer": frozenset({"read"}),
    "editor": frozenset({"read", "comment", "edit"}),
    "reviewer": frozenset({"read", "comment", "edit", "review"}),
    "lead": frozenset({"read", "comment", "edit", "review", "lead"}),
    "owner": frozenset({"read", "comment", "edit", "review", "lead", "own"}),
}


def may(role: Role, permission: Permission) -> bool:
    return permission in ALLOWED[role]
