"""The sceptic's ten minutes in Chromium, as a script: `make demo-check`. Ends with exit status 1 at the first disappointment.

A fresh database with the demo; both odd phrases beside their corrections; one is corrected and the score moves; the
server is killed while somebody types, and everything is there again; a scraped article is pasted, checked, paired with
its source, exported; the numbers on the page are sacreBLEU's.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from sacrebleu.metrics import BLEU, CHRF

from bench.chromium import chromium, sign_in
from tests.serving import ROOT, Server

ARTICLE = "Attack on the prison of Orsabad"
PHRASES = ("hired themselves", "Islamic Festival of Victims")
CORRECTED = "Some also turned themselves in."
TYPED = " Typed a moment before the server was killed."
SHOWN = """rows => rows.map(row => {
  const entry = row.querySelector(".entry:not([hidden])");
  if (entry) return entry.value;
  const shown = row.querySelector(".shown").cloneNode(true);
  shown.querySelectorAll(".vh").forEach(each => each.remove());
  return shown.textContent.replace(/\\u200b/g, "");
})"""
SEEDS = ROOT / "seeds"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "stet.db", "--demo")
        with server, chromium() as browser:
            page = sign_in(browser, server, permissions=["clipboard-read", "clipboard-write"])
            document = open_the_article(page)
            see_both_phrases(page)
            correct_one(page)
            kill_and_restart(page, server)
            compare_scores(page, server, document)
            pasted = paste_an_article(page, server)
            export_it(page, server, pasted)
    print("The demo keeps its promises.")


def expect(condition: object, promise: str) -> None:
    """One promise: said when it is kept, the end of the walk when it is not."""
    if not condition:
        sys.exit(f"NOT KEPT: {promise}")
    print(f"kept: {promise}", flush=True)


def open_the_article(page: Any) -> int:
    page.get_by_role("link", name=ARTICLE).first.click()
    page.wait_for_selector("html[data-ready]")
    expect(ARTICLE in page.inner_text("header"), "the demo's article opens from the first page")
    return int(re.search(r"/d/(\d+)", page.url).group(1))  # type: ignore[union-attr]


def row_with(page: Any, phrase: str) -> Any:
    return page.locator("#rows .row", has=page.locator(".machine", has_text=phrase)).first


def see_both_phrases(page: Any) -> None:
    for phrase in PHRASES:
        row = row_with(page, phrase)
        row.scroll_into_view_if_needed()
        source, target = row.locator(".source").inner_text(), row.locator(".target")
        expect(
            source.strip() and phrase in target.inner_text(),
            f"“{phrase}” stands between its source and the box for its correction",
        )


def score_sentence(page: Any) -> str:
    return str(page.inner_text("#score-sentence"))


def correct_one(page: Any) -> None:
    before = score_sentence(page)
    row = row_with(page, PHRASES[0])
    _open(row)
    page.keyboard.press("Control+a")
    page.keyboard.type(CORRECTED)
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        "before => document.querySelector('#score-sentence').innerText !== before", arg=before
    )
    expect(score_sentence(page) != before, f"confirming it moves the score: {score_sentence(page)}")
    row = row_with(page, "hired")
    expect(row.get_attribute("data-shown") == "confirmed", "the sentence is confirmed")
    expect(
        row.locator(".machine .del, .machine del").count() > 0,
        "what was changed is marked in the machine's text",
    )


def _open(row: Any) -> None:
    """Open a sentence with a click, and come back once it can be typed in."""
    row.locator(".box").click()
    row.locator(".entry:focus").wait_for()


def kill_and_restart(page: Any, server: Server) -> None:
    row = row_with(page, PHRASES[1])
    _open(row)
    page.keyboard.press("Control+End")
    page.keyboard.type(TYPED)
    server.kill()
    page.keyboard.type(" And after.")
    typed = row.locator(".entry").input_value()
    expect(typed.endswith(f"{TYPED} And after."), "typing goes on while the server is dead")
    server.start()
    page.reload()
    page.wait_for_selector("html[data-ready]")
    shown = _shown_with(page, typed)
    expect(CORRECTED in shown, "after kill -9 and a restart the confirmed text is there")
    expect(typed in shown, "what was typed before and after the kill is there, too")


def _shown_with(page: Any, text: str) -> str:
    """What the sentences show, once one of them has this text, or after fifteen seconds."""
    for _ in range(150):
        shown = "\n".join(page.eval_on_selector_all("#rows .row", SHOWN))
        if text in shown:
            break
        page.wait_for_timeout(100)
    return shown


def compare_scores(page: Any, server: Server, document: int) -> None:
    found = _json(page, f"{server.address}/api/v1/documents/{document}/segments?limit=200")["segments"]
    counted = [
        one
        for one in found
        if one["state"] in ("confirmed", "approved") and not (one["left_out"] or one["editorial"])
    ]
    machine, text = [one["machine"] for one in counted], [one["text"] for one in counted]
    expected = {
        "bleu": BLEU().corpus_score(machine, [text]).score,
        "chrf": CHRF().corpus_score(machine, [text]).score,
    }
    scores = _json(page, f"{server.address}/api/v1/documents/{document}/scores")["scores"]
    for name, value in expected.items():
        expect(
            scores[name]["score"] == value,
            f"{name} is sacreBLEU's to the last digit: {value!r}, n = {len(text)}",
        )
    page.goto(f"{server.address}/d/{document}/scores")
    shown = page.inner_text("main")
    expect(
        f"{expected['bleu']:.1f}" in shown and f"{expected['chrf']:.1f}" in shown,
        "the page of scores shows the same numbers",
    )


def _json(page: Any, address: str) -> Any:
    return json.loads(page.request.get(address).text())


def paste_an_article(page: Any, server: Server) -> int:
    page.goto(f"{server.address}/import")
    page.fill("#text", (SEEDS / "prison-break.en.txt").read_text(encoding="utf-8"))
    page.locator("button[form=text-form]").click()
    page.wait_for_url("**/import/*")
    out = page.locator(".line.left-out").all_inner_texts()
    expect(
        len([one for one in out if "Share on" in one]) == 4,
        "four share links are found and left out, visibly",
    )
    title = "Tasmira: Attack on prison – hundreds of inmates escaped"
    kept = page.locator(".line:not(.left-out) .words").all_inner_texts()
    expect(kept.count(title) == 1, "the title that stands twice is kept once")
    page.get_by_text("Add the source text").click()
    page.fill("#source", (SEEDS / "prison-break.de.txt").read_text(encoding="utf-8"))
    page.get_by_role("button", name="Attach").click()
    page.get_by_text("Paired sentence by sentence.").wait_for()
    expect(page.locator(".line .source").count() == len(kept), "every kept sentence has its source beside it")
    page.fill("#new_project", "Pasted")
    page.select_option("#project", "")
    page.get_by_role("button", name="Open in editor").click()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#rows .source").count() > 20, "it opens with its source in the editor")
    return int(re.search(r"/d/(\d+)", page.url).group(1))  # type: ignore[union-attr]


def export_it(page: Any, server: Server, document: int) -> None:
    whole = (SEEDS / "prison-break.en.txt").read_text(encoding="utf-8")
    page.goto(f"{server.address}/d/{document}/export")
    preview = page.inner_text("#preview")
    file = page.request.get(f"{server.address}/d/{document}/export/file?format=txt").body().decode()
    title = whole.splitlines()[0]
    expect(
        "Share on" not in file and file.splitlines().count(title) == 1,
        "the clean text has the title once and no link",
    )
    wanted = [
        one for one in dict.fromkeys(whole.rstrip("\n").split("\n\n")) if not one.startswith("Share on")
    ]
    expect(file.rstrip("\n").split("\n\n") == wanted, "every paragraph is there, letter by letter")
    expect(preview.split() == file.split(), "the preview is the file")
    kept = page.request.get(f"{server.address}/d/{document}/export/file?format=txt&left_out=keep").body()
    expect(kept.decode() == whole, "with everything kept it is the pasted text, byte for byte")


if __name__ == "__main__":
    main()
