"""The line beside each number that says exactly how to compute it again.

sacreBLEU's own signatures wherever its definition is used; what Stet adds is appended in the same form.
"""

from __future__ import annotations

from app.domain.scoring.recipes import BROKEN_BY_ICU, Recipe


def bleu(recipe: Recipe) -> str:
    return str(recipe.bleu.get_signature())


def sentence_bleu(recipe: Recipe) -> str:
    return str(recipe.sentence_bleu.get_signature())


def chrf(recipe: Recipe) -> str:
    return str(recipe.chrf.get_signature())


def ter(recipe: Recipe) -> str:
    signature = str(recipe.ter.get_signature())
    if recipe.lang in BROKEN_BY_ICU:
        return f"{signature}|words:icu-{_icu_version()}"
    return signature


def _icu_version() -> str:
    from icu4py import icu_version

    return str(icu_version)
