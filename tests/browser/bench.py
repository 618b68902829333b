"""The workbench as a test drives it: what a person sees and does there."""

from playwright.sync_api import expect


class Bench:
    """An open document. Segments are named by their number in the list."""

    def __init__(self, page, url, document):
        self.page = page
        self.document = document
        self.address = f"{url}/d/{document.id}"

    def open(self, query=""):
        self.page.goto(self.address + query)
        self.wait_ready()
        return self

    def reload(self):
        self.page.reload()
        self.wait_ready()

    def wait_ready(self):
        self.page.wait_for_selector("html[data-ready]")

    @property
    def keys(self):
        return self.page.keyboard

    def row(self, number):
        return self.page.locator(f'#rows .row[aria-rowindex="{number + 1}"]')

    def entry(self, number):
        return self.row(number).locator(".entry")

    def text(self, number):
        """The text that the person sees in a segment, without the words that are only heard."""
        return self.row(number).evaluate(
            """row => {
              const entry = row.querySelector('.entry:not([hidden])');
              if (entry) return entry.value;
              const shown = row.querySelector('.shown').cloneNode(true);
              shown.querySelectorAll('.vh').forEach(each => each.remove());
              return shown.textContent.replace(/\\u200b/g, '');
            }"""
        )

    def state(self, number):
        return self.row(number).get_attribute("data-shown")

    def edit(self, number):
        """Open a segment with a click, the caret at the end."""
        self.row(number).locator(".box").click()
        self.keys.press("Control+End")

    def focused(self):
        return self.page.evaluate(
            "document.activeElement.getAttribute('aria-label') ?? document.activeElement.className"
        )

    def focused_number(self):
        index = self.page.evaluate("document.activeElement.closest('.row')?.getAttribute('aria-rowindex')")
        return int(index) - 1 if index else None

    def indicator(self):
        return self.page.inner_text("#indicator .words")

    def wait_saved(self):
        expect(self.page.locator("#indicator")).to_have_attribute("data-kind", "saved", timeout=15_000)

    def wait_indicator(self, words):
        expect(self.page.locator("#indicator .words")).to_contain_text(words, timeout=8000)
