"""Who is named in a text."""

import pytest

from app.domain.people.mentions import mentioned

NAMES = ["Mira", "Mira Koch", "田中", "ليلى", "प्रिया", "Łukasz", "o.k"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("@", []),
        ("Ask @Mira.", ["Mira"]),
        ("@mira and @MIRA", ["Mira"]),
        ("@Mira Koch knows", ["Mira Koch"]),  # the longer name
        ("@Mirabelle", []),  # another word
        ("(@Mira)", ["Mira"]),
        ("mira@Mira.example", []),  # an address
        ("田中さんへ @田中さん", ["田中"]),  # no space after a name
        ("＠田中", ["田中"]),  # the full-width sign
        ("見て@田中", ["田中"]),
        ("@ليلى، انظري", ["ليلى"]),
        ("@प्रिया जी", ["प्रिया"]),
        ("@Łukasz👍🏽", ["Łukasz"]),
        ("@Łukasz @Mira @Łukasz", ["Łukasz", "Mira"]),
        ("@o.k", ["o.k"]),
    ],
)
def test_names_after_an_at_sign(text, found):
    assert mentioned(text, NAMES) == found
