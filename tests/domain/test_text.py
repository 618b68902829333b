"""Bytes become text without a guess, and become the same bytes again."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import text as texts
from app.domain.errors import Invalid, TooLarge, Unsupported
from app.domain.models import Encoding

WORLD = "Grüße\nمرحبا\nשלום\n今日は。\nสวัสดี\nनमस्ते\n👩🏽‍🚀\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORLD.encode(), Encoding("utf-8")),
        (b"\xef\xbb\xbf" + WORLD.encode(), Encoding("utf-8", bom=True)),
        (b"\xff\xfe" + WORLD.encode("utf-16-le"), Encoding("utf-16-le", bom=True)),
        (b"\xfe\xff" + WORLD.encode("utf-16-be"), Encoding("utf-16-be", bom=True)),
    ],
)
def test_unicode_is_read_and_written_back_byte_for_byte(data, encoding):
    text, found = texts.decode(data)
    assert (text, found) == (WORLD, encoding)
    assert texts.encode(text, found) == data


@pytest.mark.parametrize(
    ("text", "chosen", "name"),
    [
        ("Grüße", "latin-1", "iso-8859-1"),
        ("„Grüße“ – 5 €", "cp1252", "windows-1252"),
        ("今日はいい天気です。", "Shift_JIS", "shift_jis"),
        ("今日はいい天気です。", "euc-jp", "euc-jp"),
        ("今天天气很好。", "gb18030", "gb18030"),
        ("今天天氣很好。", "big5", "big5"),
        ("안녕하세요.", "euc-kr", "euc-kr"),
        ("Привет", "koi8-r", "koi8-r"),
        ("مرحبا", "windows-1256", "windows-1256"),
        ("Hello", "utf-16-le", "utf-16-le"),
    ],
)
def test_a_chosen_encoding_is_used(text, chosen, name):
    data = text.encode(chosen)
    assert texts.decode(data, chosen) == (text, Encoding(name))
    assert texts.encode(text, Encoding(name)) == data


def test_undecodable_bytes_are_refused_with_line_offset_and_a_suggestion():
    data = ("Eine Zeile.\n" + "Die Grüße aus München kamen spät, aber sie kamen für alle. " * 20).encode(
        "cp1252"
    )
    with pytest.raises(
        Invalid, match=r"Line 2 is not UTF-8 at byte 18: it looks like windows-1252\. Choose the encoding"
    ):
        texts.decode(data)


def test_utf16_without_a_mark_is_named():
    with pytest.raises(
        Invalid, match=r"not UTF-8 at byte 1, it looks like UTF-16: choose the encoding utf-16-le"
    ):
        texts.decode("Hello there".encode("utf-16-le"))


@pytest.mark.parametrize("encoding", ["utf-7", "punycode", "rot13", "zip", "no such thing", "\x00", "idna"])
def test_an_encoding_outside_the_list_is_refused(encoding):
    with pytest.raises(Invalid, match="is not an encoding that Stet reads"):
        texts.decode(b"text", encoding)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04rest",
        b"%PDF-1.7",
        b"text\x00more text and more",
        b"\x1f\x8b\x08",
        b"{\\rtf1 x}",
    ],
)
def test_a_binary_file_is_not_a_text(data):
    with pytest.raises(Unsupported):
        texts.decode(data)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\t\r\n", "\u3000\u200b\n".encode(), b"\xff\xfe"])
def test_a_file_without_text_is_refused(data):
    with pytest.raises(Invalid, match="no text"):
        texts.decode(data)


@given(st.characters())
@settings(max_examples=300, deadline=None)
def test_each_character_is_kept_or_refused_with_its_line(character):
    whole = f"one\ntwo{character}three"
    category = unicodedata.category(character)
    if category == "Cs" or character in "\ufffe\uffff" or (category == "Cc" and character not in "\t\n\r"):
        with pytest.raises((Invalid, Unsupported), match=r"Line 2|NUL"):
            texts.decode(whole.encode(errors="surrogatepass"))
    else:
        assert texts.decode(whole.encode()) == (whole, Encoding("utf-8"))


def test_half_a_character_is_refused():
    with pytest.raises(Invalid, match=r"Line 2 has half a character \(U\+D800\)"):
        texts.refuse_controls("one\n\ud800")


def test_page_breaks_may_stand_at_the_edge_of_a_line_only():
    assert texts.decode(b"one\n\x0ctwo\x0c\n\x0c")[0] == "one\n\x0ctwo\x0c\n\x0c"
    with pytest.raises(Invalid, match="Line 1"):
        texts.decode(b"one\x0ctwo")


def test_a_file_over_the_limit_names_the_limit():
    with pytest.raises(TooLarge, match="11 bytes; the limit is 10"):
        texts.decode(b"Hello world", max_bytes=10)


def test_a_character_that_the_encoding_lacks_is_refused_with_its_line():
    with pytest.raises(
        Invalid, match=r"Line 2 has .*\(U\+0416\), which iso-8859-1 cannot hold: export as UTF-8"
    ):
        texts.encode("eins\nЖ", Encoding("iso-8859-1"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a", [("a", "")]),
        ("a\nb\r\nc\rd", [("a", "\n"), ("b", "\r\n"), ("c", "\r"), ("d", "")]),
        ("\n\n", [("", "\n"), ("", "\n")]),
        ("a\u2028b\u2029c\u0085d\x0be\x1cf\n", [("a\u2028b\u2029c\u0085d\x0be\x1cf", "\n")]),
    ],
)
def test_only_three_characters_end_lines(text, expected):
    assert texts.lines(text) == expected
    assert "".join(line + ending for line, ending in expected) == text


@pytest.mark.parametrize(
    ("text", "newline"),
    [("", "\n"), ("a\nb", "\n"), ("a\r\nb\r\nc\n", "\r\n"), ("a\rb", "\r"), ("a\n\rb\r", "\r")],
)
def test_the_line_end_used_most_is_the_documents(text, newline):
    assert texts.newline_of(text) == newline


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Opferfest", "Opferfest-en-2026-09-24.txt"),
        ("опера перевод.csv", "опера перевод-en-2026-09-24.txt"),
        ("../../etc/passwd", "etc-passwd-en-2026-09-24.txt"),
        ("C:\\Users\\x.txt", "C-Users-x-en-2026-09-24.txt"),
        ("a\r\nX: y", "a X-y-en-2026-09-24.txt"),
        ('<img src="x" onerror=alert(1)>', "img src=-x-onerror=alert(1)-en-2026-09-24.txt"),
        ("evil\u202etxt.exe", "eviltxt.exe-en-2026-09-24.txt"),
        ("\ud800half", "half-en-2026-09-24.txt"),
        ("日本語の文書", "日本語の文書-en-2026-09-24.txt"),
        ("...", "document-en-2026-09-24.txt"),
        ("", "document-en-2026-09-24.txt"),
        (".hidden", "hidden-en-2026-09-24.txt"),
    ],
)
def test_a_file_name_is_safe_and_keeps_its_letters(name, expected):
    assert texts.safe_file_name(name, "en", "2026-09-24", "txt") == expected


@pytest.mark.parametrize("name", ["CON", "nul", "com1", "LPT9", "Aux.x"])
def test_a_name_that_windows_reserves_is_changed(name):
    assert texts.safe_file_name(name, None, None, "txt") == f"_{name}.txt"


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_name_gives_a_file_name_that_fits_everywhere(name):
    safe = texts.safe_file_name(name, "zh-Hans", "2026-09-24", "jsonl")
    assert len(safe.encode()) <= 190
    assert safe.endswith("-zh-Hans-2026-09-24.jsonl")
    assert texts.is_clean_name(safe)
    assert not set(safe) & set('/\\:*?"<>|;%\r\n')


@pytest.mark.parametrize(
    ("name", "is_clean"),
    [
        ("Opferfest", True),
        ("перевод", True),
        ("می‌خواهم", True),  # a zero-width non-joiner is spelling in Persian
        ("👩🏽‍🚀", True),
        ("", False),
        (" \t", False),
        ("a\nb", False),
        ("a\u202eb", False),
        ("a\u2066b", False),
        ("a\u200fb", False),
        ("a\u2028b", False),
        ("\ud800", False),
    ],
)
def test_a_name_shows_what_it_is(name, is_clean):
    assert texts.is_clean_name(name) is is_clean


@pytest.mark.parametrize(
    ("words", "encoding", "suggestion"),
    [
        ("Grüß Gott\n", "latin-1", "windows-1252"),  # two letters beyond ASCII are all there is to go by
        ("Größe: äußerst schön", "cp1252", "windows-1252"),
        ("これは日本語の文章です。", "shift_jis", "shift_jis"),
        ("Привет, как дела сегодня?", "cp1251", "windows-1251"),
    ],
)
def test_the_likeliest_encoding_is_suggested(words, encoding, suggestion):
    with pytest.raises(Invalid, match=f"it looks like {suggestion}"):
        texts.decode(words.encode(encoding))
