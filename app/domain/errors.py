"""The product's refusals. Each carries sentences for the person who caused it."""

from __future__ import annotations


class StetError(Exception):
    """A refusal in words: what is wrong, where, and what to do."""

    def __init__(self, message: str, *, errors: list[str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.errors = errors or [message]


class Invalid(StetError):
    """The input breaks a rule (422)."""


class Malformed(StetError):
    """The request cannot be read at all (400)."""


class NotFound(StetError):
    """There is no such thing, or it is not shown to this person (404)."""


class SignInNeeded(StetError):
    """Nobody is signed in, or the sign-in has ended (401)."""


class Forbidden(StetError):
    """This person may not do this (403)."""


class TooLarge(StetError):
    """Over a limit; the sentence names the limit and the setting (413)."""


class Unsupported(StetError):
    """A kind of file that Stet does not read (415)."""


class Busy(StetError):
    """The writer was not free in time; try again (503)."""


class StorageFull(StetError):
    """The disk took nothing more; what was saved before is safe (507)."""


class Conflict(StetError):
    """The text has a newer revision than the one this change started from (409).

    `current` is the newest revision, `merged` both changes together or None where they overlap.
    """

    def __init__(
        self,
        message: str,
        *,
        errors: list[str] | None = None,
        current: object = None,
        merged: str | None = None,
    ) -> None:
        super().__init__(message, errors=errors)
        self.current = current
        self.merged = merged
