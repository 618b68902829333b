"""What is wrong with a file of judgements, gathered line by line and said in one sentence."""

from __future__ import annotations

from app.domain.errors import Invalid

SHOWN = 12


class Faults:
    """Bad lines of one file; the first is explained, the others are named."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: dict[int, str] = {}

    def add(self, line: int, message: str) -> None:
        self._found.setdefault(line, message)

    def refuse_if_any(self) -> None:
        if self._found:
            raise Invalid(self._sentence())

    def _sentence(self) -> str:
        (line, message), *others = sorted(self._found.items())
        sentence = f"{self._name}, line {line}: {message}"
        if not others:
            return sentence
        numbers = ", ".join(str(other) for other, _ in others[:SHOWN])
        rest = f" and {len(others) - SHOWN} more" if len(others) > SHOWN else ""
        return f"{sentence.rstrip('.')}; also wrong: line{'s' if len(others) > 1 else ''} {numbers}{rest}."
