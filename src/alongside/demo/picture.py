"""A photo of a letter that nobody sent, so that the page of a paper shows one."""

import io

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

SIZE = 620, 877
"""A sheet of A4, in dots."""


def letter_picture(lines: list[str]) -> bytes:
    """Return a picture (PNG) of a sheet with these lines on it."""
    sheet = Image.new("L", SIZE, "white")
    font = ImageFont.truetype(str(finders.find("fonts/AtkinsonHyperlegible-Regular.ttf")), 24)
    ImageDraw.Draw(sheet).multiline_text((50, 70), "\n\n".join(lines), fill="black", font=font)
    written = io.BytesIO()
    sheet.save(written, "PNG")
    return written.getvalue()
