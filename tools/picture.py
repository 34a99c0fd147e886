"""Make a screenshot small: a palette of at most 256 colours, the way pages are drawn."""

import base64
import struct
import sys
import zlib
from typing import Any

import numpy

LARGEST = 150_000  # bytes
# A browser reads PNG; so no library for pictures is needed.
READ = """async (text) => {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const drawing = canvas.getContext("2d");
  drawing.drawImage(picture, 0, 0);
  const data = drawing.getImageData(0, 0, picture.width, picture.height).data;
  let out = "";
  for (let at = 0; at < data.length; at += 32768) out += String.fromCharCode(...data.subarray(at, at + 32768));
  return [picture.width, picture.height, btoa(out)];
}"""


def pixels(browser: Any, picture: bytes) -> Any:
    """Return the pixels of a PNG file as an array (height, width, 3)."""
    page = browser.new_page()
    width, height, text = page.evaluate(READ, base64.b64encode(picture).decode())
    page.close()
    return numpy.frombuffer(base64.b64decode(text), numpy.uint8).reshape(height, width, 4)[:, :, :3]


def small(found: Any) -> bytes:
    """Return a PNG file with a palette, with fewer colours until it is small enough."""
    for number in (256, 64, 32, 16):
        made = indexed(found, number)
        if len(made) < LARGEST:
            return made
    sys.exit(f"screenshots: a picture stays at {len(made):,} bytes.")


def indexed(found: Any, number: int) -> bytes:
    """Write a PNG file whose palette is the most frequent `number` colours; every other takes the nearest of them."""
    height, width, _three = found.shape
    plain = found.reshape(-1, 3).astype(numpy.int64)
    codes, back, counts = numpy.unique(
        plain[:, 0] << 16 | plain[:, 1] << 8 | plain[:, 2], return_inverse=True, return_counts=True
    )
    colours = numpy.stack([codes >> 16, codes >> 8 & 255, codes & 255], 1)
    palette = colours[numpy.argsort(-counts)[:number]]
    nearest = numpy.empty(len(colours), numpy.uint8)
    for start in range(0, len(colours), 4096):
        part = colours[start : start + 4096]
        nearest[start : start + 4096] = ((part[:, None] - palette[None]) ** 2).sum(2).argmin(1)
    rows = nearest[back.reshape(-1)].reshape(height, width)
    lines = numpy.zeros((height, width + 1), numpy.uint8)  # each line begins with its filter: none
    lines[:, 1:] = rows
    return b"".join((
        b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", struct.pack("!2I5B", width, height, 8, 3, 0, 0, 0)),
        chunk(b"PLTE", palette.astype(numpy.uint8).tobytes()), chunk(b"IDAT", zlib.compress(lines.tobytes(), 9)),
        chunk(b"IEND", b""),
    ))  # fmt: skip


def chunk(name: bytes, content: bytes) -> bytes:
    """Return one chunk of a PNG file."""
    return struct.pack("!I", len(content)) + name + content + struct.pack("!I", zlib.crc32(name + content))
