"""Names of files that people save."""

import pytest

from app.web.files import safe_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Opferfest article", "Opferfest article.txt"),
        ("../../etc/passwd", "etc passwd.txt"),
        ("حكم المحكمة", "حكم المحكمة.txt"),
        ("日本語の記事", "日本語の記事.txt"),
        ('a"b\r\nSet-Cookie: x', "a b Set-Cookie x.txt"),
        ("con", "text con.txt"),  # a device under Windows
        ("", "text.txt"),
        ("...", "text.txt"),
        ("‮exe.txt", "exe.txt.txt"),  # a right-to-left override hides an ending
        ("x" * 300, "x" * 80 + ".txt"),
    ],
)
def test_a_name_is_safe_on_every_system(name, expected):
    assert safe_name(name, "txt") == expected
