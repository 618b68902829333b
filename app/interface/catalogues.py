"""The catalogues of translations/, read once for each language and kept in memory."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from . import pseudo
from .sentences import Sentences

FOLDER = Path(__file__).resolve().parents[2] / "translations"
LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
    "ja": "日本語",
}
PSEUDO = {"xx": "Pseudo", "xx-rtl": "Pseudo, right to left"}
SAMPLES = (*range(1000), 1_000_000)  # numbers among which every plural form of every language occurs


class Catalogue:
    """The words of one language: for templates, for scripts, and for sentences that the services say."""

    def __init__(self, tag: str, catalog: Catalog | None) -> None:
        self.catalog = catalog
        self.locale = Locale.parse("en" if tag in PSEUDO else tag)
        self.tag = "en-XA" if tag in PSEUDO else tag
        self.name = {**LANGUAGES, **PSEUDO}[tag]
        self.direction = "rtl" if tag == "xx-rtl" else self.locale.text_direction

    @cached_property
    def translations(self) -> NullTranslations:
        if self.catalog is None:
            return NullTranslations()
        compiled = io.BytesIO()
        write_mo(compiled, self.catalog)
        compiled.seek(0)
        return Translations(compiled)

    @cached_property
    def scripts(self) -> dict[str, str | dict[str, str]]:
        """What the browser needs: sentence to sentence, and second English form to an object of plural forms."""
        return dict(self._for_script(one) for one in self._messages(".js"))

    @cached_property
    def _sentences(self) -> Sentences:
        found = self._messages(".py")
        return Sentences({str(one.id): forms(one)[0] for one in found if isinstance(one.id, str)})

    def say(self, text: str) -> str:
        """The translation of an English sentence of the product, its values filled in; other text as it is."""
        return self._sentences.say(text, self.locale) if self.catalog else text

    def _messages(self, kind: str) -> list[Message]:
        found = (one for one in self.catalog or () if one.id and all(forms(one)))
        return [one for one in found if any(path.endswith(kind) for path, _ in one.locations)]

    def _for_script(self, message: Message) -> tuple[str, str | dict[str, str]]:
        said = forms(message)
        if isinstance(message.id, str):
            return message.id, said[0]
        return message.id[1], {name: said[place] for name, place in self._plural_forms.items()}

    @cached_property
    def _plural_forms(self) -> dict[str, int]:
        """The names by which browsers know the plural forms, with their places in the catalogue."""
        plural: Callable[[int], int] = getattr(self.translations, "plural", lambda n: int(n != 1))
        return {self.locale.plural_form(n): plural(n) for n in reversed(SAMPLES)}


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one for each plural form; empty where there is none yet."""
    found = message.string or ""
    return (found,) if isinstance(found, str) else tuple(found)


@cache
def load(tag: str) -> Catalogue:
    """The words of a language that is offered. English needs no catalogue: the sources have its words."""
    if tag == "en":
        return Catalogue(tag, None)
    if tag in PSEUDO:
        return Catalogue(tag, pseudo.catalogue(read("de")))
    return Catalogue(tag, read(tag))


def path_of(tag: str) -> Path:
    return FOLDER / tag / "LC_MESSAGES" / "messages.po"


def read(tag: str) -> Catalog:
    with path_of(tag).open("rb") as file:
        return read_po(file, locale=tag, domain="messages")
