"""MQM Core: the seven dimensions of translation errors and their types, word for word.

From "The MQM Error Typology", MQM Council, https://themqm.org/error-types-2/typology/, licensed CC BY 4.0
(https://creativecommons.org/licenses/by/4.0/). Nothing is changed. A project that changes the tree keeps it under a
name of its own: only this one is called MQM Core.
"""

from __future__ import annotations

from collections.abc import Mapping

NAME = "MQM Core"
ATTRIBUTION = "MQM Core error typology © MQM Council, themqm.org, CC BY 4.0; used unchanged."
SOURCE = "https://themqm.org/error-types-2/typology/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
SEVERITIES = ("neutral", "minor", "major", "critical")

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "Terminology": (
        "Inconsistent with terminology resource",
        "Inconsistent use of terminology",
        "Wrong term",
    ),
    "Accuracy": (
        "Mistranslation",
        "Overtranslation",
        "Undertranslation",
        "Addition",
        "Omission",
        "Do not translate",
        "Untranslated",
    ),
    "Linguistic conventions": (
        "Grammar",
        "Punctuation",
        "Spelling",
        "Unintelligible",
        "Character encoding",
        "Textual conventions",
    ),
    "Style": (
        "Organization style",
        "Third-party style",
        "Inconsistent with external reference",
        "Language register",
        "Awkward style",
        "Unidiomatic style",
        "Inconsistent style",
    ),
    "Locale conventions": (
        "Number",
        "Currency",
        "Measurement",
        "Time",
        "Date",
        "Address",
        "Telephone format",
        "Shortcut key",
    ),
    "Audience appropriateness": ("Culture-specific reference", "Offensive"),
    "Design and markup": (
        "Layout",
        "Markup tag",
        "Truncation/text expansion",
        "Missing text",
        "Link/cross-reference",
    ),
}

# One key gives an error its type while marking (what people type most often); X is for what fits nowhere.
KEYS: Mapping[str, str] = {
    "M": "Accuracy/Mistranslation",
    "O": "Accuracy/Omission",
    "A": "Accuracy/Addition",
    "U": "Accuracy/Untranslated",
    "T": "Terminology",
    "G": "Linguistic conventions/Grammar",
    "S": "Linguistic conventions/Spelling",
    "P": "Linguistic conventions/Punctuation",
    "W": "Style/Awkward style",
    "R": "Style/Language register",
    "L": "Locale conventions",
    "X": "Other",
}
SEVERITY_KEYS: Mapping[str, str] = {"1": "minor", "2": "major", "3": "critical"}
