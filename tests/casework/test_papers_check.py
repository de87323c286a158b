"""What becomes of a file that somebody sends: kept, written anew, held back or refused."""

import random
import stat
import sys
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from alongside.casework import papers_check, papers_pdf
from alongside.casework.models import FileType, HeldWhy
from alongside.casework.papers_check import inspect
from alongside.common.problems import RuleBroken
from tests.factories.papers import GPS, MADE_BY, pdf, phone_photo, picture


def refusal(content: bytes, *, as_it_came: bool = False) -> str:
    """Return the code with which a file is refused."""
    with pytest.raises(RuleBroken) as broken:
        inspect(content, as_it_came=as_it_came)
    [problem] = broken.value.problems
    assert problem.field == "upload"
    assert str(problem.sentence).endswith(".")
    return problem.code


@pytest.fixture
def scanner(tmp_path: Path, settings: Any) -> Any:
    """Return a way to set up a scanner that ends in a given way."""

    def set_up(ending: int) -> None:
        program = tmp_path / "scanner"
        program.write_text(f"#!{sys.executable}\nimport sys\nsys.stdin.buffer.read()\nsys.exit({ending})\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        settings.ALONGSIDE_SCANNER = f"{program} -"

    return set_up


def test_r46_photo_is_written_anew_without_place_and_maker() -> None:
    sent = phone_photo()
    assert (b"canarymaker" in sent, b"canarycomment" in sent) == (True, True)

    kept = inspect(sent)

    opened = Image.open(BytesIO(kept.content))
    assert (kept.file_type, opened.format) == (FileType.JPEG, "JPEG")
    assert dict(opened.getexif()) == {}
    assert b"canary" not in kept.content
    assert kept.held_why is None


def test_photo_is_turned_the_right_way_up() -> None:
    kept = inspect(phone_photo(size=(60, 40), turned=6))

    assert (kept.width, kept.height) == (40, 60)
    turned = Image.open(BytesIO(kept.content)).convert("L")
    light, dark = turned.getpixel((20, 5)), turned.getpixel((20, 55))
    assert isinstance(light, int)
    assert isinstance(dark, int)
    assert (light > 200, dark < 60) == (True, True)


def test_r46_evidence_stays_byte_for_byte() -> None:
    sent = phone_photo()

    kept = inspect(sent, as_it_came=True)

    assert kept.content == sent
    exif = Image.open(BytesIO(kept.content)).getexif()
    assert (exif[MADE_BY], bool(exif.get_ifd(GPS))) == ("canarymaker", True)
    assert kept.held_why is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_evidence_of_each_kind_is_whole(kind: str) -> None:
    kept = inspect(picture(kind), as_it_came=True)

    assert (kept.content, kept.held_why) == (picture(kind), None)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_evidence_with_something_behind_it_is_held_back(kind: str) -> None:
    kept = inspect(picture(kind) + b"a film of the same moment", as_it_came=True)

    assert kept.held_why == HeldWhy.UNCLEAR


@pytest.mark.parametrize(
    "kind, mode, becomes",
    [
        ("JPEG", "L", FileType.JPEG),
        ("JPEG", "CMYK", FileType.JPEG),
        ("PNG", "RGB", FileType.PNG),
        ("PNG", "RGBA", FileType.PNG),
        ("PNG", "1", FileType.PNG),
        ("WEBP", "RGB", FileType.JPEG),
        ("WEBP", "RGBA", FileType.JPEG),
    ],
)
def test_pictures_of_each_kind_are_kept(kind: str, mode: str, becomes: FileType) -> None:
    kept = inspect(picture(kind, mode=mode))

    assert kept.file_type == becomes
    assert Image.open(BytesIO(kept.content)).size == (60, 40) == (kept.width, kept.height)


def test_clear_parts_become_white_in_a_photo() -> None:
    clear = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(clear, "WEBP", lossless=True)

    kept = inspect(clear.getvalue())

    dot = Image.open(BytesIO(kept.content)).getpixel((5, 5))
    assert isinstance(dot, tuple)
    assert min(dot) > 250


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_big_photo_is_made_smaller(kind: str) -> None:
    kept = inspect(picture(kind, size=(4000, 3000)))

    assert (kept.width, kept.height) == (2400, 1800)


def test_words_in_a_png_do_not_come_along() -> None:
    words, written = PngInfo(), BytesIO()
    words.add_text("Author", "canaryauthor")
    Image.new("RGB", (5, 5)).save(written, "PNG", pnginfo=words)
    assert b"canaryauthor" in written.getvalue()

    assert b"canaryauthor" not in inspect(written.getvalue()).content


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", "empty"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "heic"),
        (b"PK\x03\x04\x14\x00word/vbaProject.bin", "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "markup"),
        (b"\xef\xbb\xbf \n<html><script>alert(1)</script>", "markup"),
        (b"MZ\x90\x00", "unknown"),
        (b"GIF89a", "unknown"),
        (b"\xff\xd8\xff", "broken"),
        (b"\x89PNG\r\n\x1a\n", "broken"),
        (b"RIFF\x04\x00\x00\x00WEBP", "broken"),
        (b"%PDF-1.7\n1 0 obj", "broken"),
    ],
)
def test_r45_wrong_kinds_are_refused_with_what_to_send_instead(content: bytes, code: str) -> None:
    assert refusal(content) == code


def test_r45_photo_cut_short_is_refused() -> None:
    noise = Image.frombytes("RGB", (200, 200), random.Random(1).randbytes(120_000))
    whole = BytesIO()
    noise.save(whole, "JPEG")

    cut = whole.getvalue()[: len(whole.getvalue()) * 6 // 10]

    assert refusal(cut) == "broken"
    assert refusal(cut, as_it_came=True) == "broken"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("hidden", [pdf(b"<< >>"), b"PK\x05\x06" + b"\0" * 18, b"<script>alert(1)</script>"])
def test_r45_two_kinds_of_file_in_one_are_refused(kind: str, hidden: bytes) -> None:
    assert refusal(picture(kind) + hidden) == "two_in_one"
    assert refusal(picture(kind) + hidden, as_it_came=True) == "two_in_one"


def test_r45_pdf_in_the_head_of_a_photo_is_refused() -> None:
    written = BytesIO()
    Image.open(BytesIO(picture())).save(written, "JPEG", comment=pdf(b"<< >>"))

    assert refusal(written.getvalue()) == "two_in_one"


def test_r45_pdf_that_is_a_web_page_too_is_refused() -> None:
    assert refusal(pdf(b"(<html><body>)")) == "two_in_one"


def test_end_of_a_photo_is_found_behind_the_small_one_inside_it() -> None:
    small = picture(size=(8, 8))
    inside = b"\xff\xe1" + (len(small) + 2).to_bytes(2, "big") + small
    filled = b"\xff\xd8" + inside + b"\xff" + picture()[2:]

    assert inspect(filled, as_it_came=True).held_why is None
    assert refusal(filled + pdf(b"<< >>"), as_it_came=True) == "two_in_one"


def test_photo_without_an_end_ends_with_the_file() -> None:
    unended = picture()[:-2]

    assert papers_check._behind(unended, FileType.JPEG) == b""
    assert papers_check._behind(b"\xff\xd8\x00rest", FileType.JPEG) == b"\x00rest"


def test_r45_flood_of_dots_is_refused_before_it_is_opened() -> None:
    head = b"\x89PNG\r\n\x1a\n"
    for wide, high in ((6000, 6000), (12_000, 12_000), (60_000, 60_000)):
        size = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
        chunk = b"\x00\x00\x00\x0dIHDR" + size + zlib.crc32(b"IHDR" + size).to_bytes(4, "big")
        data = b"IDAT" + zlib.compress(b"")
        flood = head + chunk + (len(data) - 4).to_bytes(4, "big") + data + zlib.crc32(data).to_bytes(4, "big")

        assert refusal(flood) == "too_many_dots"


def test_r45_pdf_is_held_back_where_no_scanner_is_set_up() -> None:
    sent = pdf(b"<< /Type /Catalog >>")

    kept = inspect(sent)

    assert (kept.content, kept.file_type) == (sent, FileType.PDF)
    assert (kept.held_why, kept.was_scanned) == (HeldWhy.NOT_SCANNED, False)


@pytest.mark.parametrize(
    "content, why",
    [
        (pdf(b"<< /Type /Catalog >>"), None),
        (pdf(b"<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"), HeldWhy.ACTIVE),
        (pdf(b"<< /S /#4aava#53cript >>"), HeldWhy.ACTIVE),
        (pdf(b"<< /S /Launch /F (cmd.exe) >>"), HeldWhy.ACTIVE),
        (pdf(b"<< /Type /EmbeddedFile >>"), HeldWhy.ACTIVE),
        (pdf(b"<< /AcroForm << /XFA [ 1 0 R ] >> >>"), HeldWhy.ACTIVE),
        (pdf(b"<< /Encrypt 4 0 R >>"), HeldWhy.LOCKED),
        (pdf(packed=b"1 0 << /S /JavaScript >>"), HeldWhy.ACTIVE),
        (pdf(packed=b"1 0 << /Type /Page >>"), None),
        (pdf(packed=b"1 0", head=b"/DecodeParms << /Predictor 12 >>"), HeldWhy.UNCLEAR),
        (pdf(b"<< /Type /Ob#6aStm >>\nstream\nnot packed at all\nendstream"), HeldWhy.UNCLEAR),
        (pdf(b"<< /Length 3 >>\nstream\nabc\nendstream"), None),
    ],
)
def test_r45_pdf_with_more_than_pages_in_it_is_held_back(
    content: bytes, why: HeldWhy | None, scanner: Any
) -> None:
    scanner(0)

    kept = inspect(content)

    assert (kept.held_why, kept.was_scanned) == (why, True)


def test_r45_pdf_that_opens_to_very_much_is_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_pdf, "MOST_INFLATED", 1000)

    assert papers_pdf.why_held(pdf(packed=b"\0" * 1001)) == HeldWhy.UNCLEAR
    assert papers_pdf.why_held(pdf(packed=b"\0" * 999)) is None


def test_r45_bomb_in_many_bites_is_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers_pdf, "MOST_INFLATED", 1000)
    monkeypatch.setattr(papers_pdf, "_BITE", 10)

    assert papers_pdf.why_held(pdf(packed=random.Random(2).randbytes(1000))) == HeldWhy.UNCLEAR
    assert papers_pdf.why_held(pdf(packed=random.Random(2).randbytes(990))) is None


def test_packed_objects_without_an_end_are_looked_through_as_far_as_they_go() -> None:
    whole = pdf(packed=b"/JavaScript " * 50)

    assert papers_pdf.why_held(whole[: whole.index(b"endstream") - 6]) == HeldWhy.ACTIVE


def test_scanner_that_finds_nothing_lets_a_pdf_through(scanner: Any) -> None:
    scanner(0)

    kept = inspect(pdf(b"<< >>"))

    assert (kept.held_why, kept.was_scanned) == (None, True)


def test_what_the_scanner_finds_is_not_kept(scanner: Any) -> None:
    scanner(1)

    assert refusal(picture()) == "harmful"


def test_r45_scanner_that_is_broken_holds_everything_back(scanner: Any) -> None:
    scanner(2)

    assert [inspect(content).held_why for content in (picture(), pdf(b"<< >>"))] == [HeldWhy.SCANNER_AWAY] * 2
    assert inspect(pdf(b"<< /S /Launch >>")).held_why == HeldWhy.ACTIVE


def test_r45_scanner_that_is_not_there_holds_everything_back(settings: Any) -> None:
    settings.ALONGSIDE_SCANNER = "/nowhere/scanner -"

    assert inspect(picture()).held_why == HeldWhy.SCANNER_AWAY
