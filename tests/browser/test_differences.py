"""The browser says the same differences as the server."""

import functools
import http.server
import json
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/domain/differences.json").read_text(encoding="utf-8"))
pytestmark = pytest.mark.browser

COMPARE = """
async (texts) => {
  const { difference } = await import("/js/lib/differences.js");
  return texts.map(([before, after, lang]) => difference(before, after, lang));
}
"""
TIME = """
async ([before, after]) => {
  const { difference } = await import("/js/lib/differences.js");
  const started = performance.now();
  difference(before, after, "en");
  return performance.now() - started;
}
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def address():
    handler = functools.partial(Quiet, directory=ROOT / "app/static")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(scope="module")
def page(browser, address):
    page = browser.new_page()
    page.goto(f"{address}/js/lib/differences.js")
    yield page
    page.close()


@pytest.fixture(scope="module")
def answers(page):
    found = page.evaluate(COMPARE, [[case["old"], case["new"], case["lang"]] for case in CASES])
    return {case["why"]: answer for case, answer in zip(CASES, found, strict=True)}


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_the_table_that_both_languages_share(answers, case):
    answer = answers[case["why"]]
    pieces = [[p["op"], p["text"]] + ([p["move"]] if p["move"] else []) for p in answer["pieces"]]
    assert pieces == case["pieces"]
    assert answer["summary"] == case["summary"]
    assert (answer["deletedWords"], answer["insertedWords"]) == (
        case["deleted_words"],
        case["inserted_words"],
    )


def test_three_thousand_hostile_tokens_do_not_freeze_the_page(page):
    assert page.evaluate(TIME, ["a b " * 1500, "b a a " * 1000]) < 1000
