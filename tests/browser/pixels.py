"""Pictures of a page as numbers: what changed between two of them, and how the lines of a text are drawn."""

import base64

MARGIN = 6
# Pixels whose brightness differs by the ratio that WCAG asks of a visible change.
CHANGED = """async ([one, other, least]) => {
  const read = async (data) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
  };
  const channel = (value) => { const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; };
  const light = (data, at) => 0.2126 * channel(data[at]) + 0.7152 * channel(data[at + 1]) + 0.0722 * channel(data[at + 2]) + 0.05;
  const [before, after] = [await read(one), await read(other)];
  let changed = 0;
  for (let at = 0; at < before.length; at += 4) {
    const [a, b] = [light(before, at), light(after, at)];
    if (Math.max(a, b) / Math.min(a, b) >= least) changed += 1;
  }
  return changed;
}"""
# For each row of pixels the share that is not the ground of the picture (its most frequent colour).
SHARES = """async (data) => {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const { data: pixels, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const colour = (at) => (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += 4) counts.set(colour(at), (counts.get(colour(at)) ?? 0) + 1);
  const [ground] = [...counts].sort(([, one], [, other]) => other - one)[0];
  const near = (at) => [16, 8, 0].every((shift, index) => Math.abs(((ground >> shift) & 255) - pixels[at + index]) < 40);
  return Array.from({ length: height }, (_, row) => {
    let marked = 0;
    for (let column = 0; column < width; column += 1) marked += !near((row * width + column) * 4);
    return marked / width;
  });
}"""


class Ruler:
    """A blank page that counts pixels, so that the page under test is left alone."""

    def __init__(self, context):
        self.page = context.new_page()

    def changed(self, before, after, least=3):
        """How many pixels differ in brightness by at least this ratio."""
        one, other = (base64.b64encode(each).decode() for each in (before, after))
        return self.page.evaluate(CHANGED, [one, other, least])

    def shares(self, picture):
        return self.page.evaluate(SHARES, base64.b64encode(picture).decode())


def clip_around(page, box, margin=MARGIN):
    """The part of the window around a box, as screenshot() wants it."""
    size = page.viewport_size
    left, top = max(0, box["x"] - margin), max(0, box["y"] - margin)
    right = min(size["width"], box["x"] + box["width"] + margin)
    bottom = min(size["height"], box["y"] + box["height"] + margin)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}
