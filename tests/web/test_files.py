"""Answers that a browser saves as a file."""

import pytest

from app.web.files import attachment


@pytest.mark.parametrize(
    ("name", "plain", "whole"),
    [
        ("article-en.txt", 'filename="article-en.txt"', "article-en.txt"),
        ("حكم.txt", 'filename="___.txt"', "%D8%AD%D9%83%D9%85.txt"),
        ("日本語.md", 'filename="___.md"', "%E6%97%A5%E6%9C%AC%E8%AA%9E.md"),
        ('a"b.txt', 'filename="a_b.txt"', "a%22b.txt"),
    ],
)
def test_a_name_of_any_script_reaches_the_browser(name, plain, whole):
    header = attachment(b"", name, "text/plain").headers["Content-Disposition"]
    assert header == f"attachment; {plain}; filename*=UTF-8''{whole}"
