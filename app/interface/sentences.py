"""Sentences that services say in English, recognised by their templates and said again in another language.

Services know nothing of languages: they raise Invalid(f"Segment {position} is locked."). The catalogue lists that
sentence as "Segment {position} is locked."; here a finished sentence finds its template and gives back its values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from babel import Locale
from babel.numbers import format_decimal

from . import names

PLACE = re.compile(r"\{(\w+)\}")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
LANGUAGES = {"_language", "_expected"}  # places that hold the name of one
LIGHTEST = 4  # letters of its own without which a template would recognise anything
DEEPEST = 3  # a sentence within a sentence within a sentence


@dataclass(frozen=True)
class Template:
    english: str
    translation: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        parts = PLACE.split(self.english)
        asked = parts[1::2]
        parts[::2] = [re.escape(part) for part in parts[::2]]
        parts[1::2] = [
            f"(?P={_group(name)})" if name in asked[:at] else f"(?P<{_group(name)}>.*?)"
            for at, name in enumerate(asked)
        ]
        return re.compile("".join(parts), re.DOTALL)

    @cached_property
    def quoted(self) -> set[str]:
        """Places in quotation marks: what stands there are other people's words."""
        return {_group(name) for name in re.findall(r"“\{(\w+)\}”", self.english)}

    @cached_property
    def head(self) -> str:
        return PLACE.split(self.english, maxsplit=1)[0]

    @cached_property
    def weight(self) -> int:
        return len(PLACE.sub("", self.english))


class Sentences:
    """The templates of one language, those that say most of themselves first."""

    def __init__(self, translations: dict[str, str]) -> None:
        self._whole = {english: said for english, said in translations.items() if said}
        found = [Template(english, said) for english, said in self._whole.items() if PLACE.search(english)]
        found = [one for one in found if one.weight >= LIGHTEST]
        self._templates = sorted(found, key=lambda one: (-one.weight, one.english))

    def say(self, text: str, locale: Locale, depth: int = 0) -> str:
        """The sentence in the other language; text that no template knows stays as it is."""
        if text in self._whole:
            return self._whole[text]
        for template in self._templates if depth < DEEPEST else ():
            found = template.pattern.fullmatch(text) if text.startswith(template.head) else None
            if found:
                return self._fill(template, found.groupdict(), locale, depth)
        return text

    def _fill(self, template: Template, values: dict[str, str], locale: Locale, depth: int) -> str:
        said = {
            name: value if name in template.quoted else self._value(name, value, locale, depth)
            for name, value in values.items()
        }
        return PLACE.sub(lambda place: said.get(_group(place[1]), place[0]), template.translation)

    def _value(self, name: str, value: str, locale: Locale, depth: int) -> str:
        if name in LANGUAGES:
            return names.language(value, locale)
        if GROUPED.fullmatch(value):
            return format_decimal(int(value.replace(",", "")), locale=locale)
        return self.say(value, locale, depth + 1)


def _group(name: str) -> str:
    return f"_{name}"
