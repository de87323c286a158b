"""Fillable PDFs: what is read, what is filled, and what is said of letters that cannot be drawn."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NumberObject, TextStringObject

from alongside.casework.form_pdf import BoxKind, NotAForm, boxes_of, fill_boxes
from tests.factories.forms import FormMaker, fillable, name
from tests.factories.papers import pdf

ANSWERS = {
    "name": "Zoë O'Neill (Jo)",
    "dob": "29/02/1980",
    "why": "I could not come.\nI was in hospital.",
    "agree": "/Yes",
    "ask": "/Post",
    "town": "Hastings",
}


def drawn(content: bytes, called: str) -> str:
    """Return the text that is drawn in a box."""
    page = PdfReader(BytesIO(content)).pages[0]
    box: Any = next(box.get_object() for box in page["/Annots"] if box.get_object().get("/T") == called)
    return page.extract_xform_text(box["/AP"]["/N"].get_object(), (0,), 200.0).strip()


def test_boxes_are_read_with_what_they_ask_and_take() -> None:
    boxes = boxes_of(fillable())

    assert [(box.name, box.label, box.kind) for box in boxes] == [
        ("name", "Full name", BoxKind.LINE),
        ("dob", "Date of birth", BoxKind.LINE),
        ("why", "Why do you disagree?", BoxKind.LONG),
        ("agree", "I agree", BoxKind.TICK),
        ("ask", "How should we write to you?", BoxKind.ONE_OF),
        ("town", "Town", BoxKind.ONE_OF),
    ]
    assert boxes[4].choices == [("/Phone", "Phone"), ("/Post", "Post")]
    assert boxes[5].choices == [("b", "Bexhill"), ("Hastings", "Hastings")]


def test_every_kind_of_box_is_filled_and_drawn() -> None:
    filled, lost = fill_boxes(fillable(), ANSWERS)

    fields = PdfReader(BytesIO(filled)).get_fields() or {}
    assert {called: fields[called]["/V"] for called in ANSWERS} == ANSWERS
    assert lost == {}
    assert [drawn(filled, called) for called in ("name", "dob", "town")] == [
        "Zoë O'Neill (Jo)",
        "29/02/1980",
        "Hastings",
    ]
    assert drawn(filled, "why").split() == ANSWERS["why"].split()


def test_filled_form_can_be_read_and_filled_again() -> None:
    filled, _ = fill_boxes(fillable(), ANSWERS)

    again, lost = fill_boxes(filled, {**ANSWERS, "name": "Jo", "ask": "/Phone", "agree": ""})

    fields = PdfReader(BytesIO(again)).get_fields() or {}
    assert {box.name: box.value for box in boxes_of(filled)} == ANSWERS
    assert [fields[called]["/V"] for called in ("name", "ask", "agree")] == ["Jo", "/Phone", "/Off"]
    assert (drawn(again, "name"), lost) == ("Jo", {})


def test_marks_show_what_is_chosen() -> None:
    filled, _ = fill_boxes(fillable(), ANSWERS)

    page = PdfReader(BytesIO(filled)).pages[0]
    marks = [box.get_object()["/AS"] for box in page["/Annots"] if "/AS" in box.get_object()]  # type: ignore[attr-defined]
    assert marks == ["/Yes", "/Off", "/Post"]


@pytest.mark.parametrize("typed", ["Łukasz", "Żółć é", "Zoë", "it’s £3 – €5 (“x”) \\\\"])
def test_letters_beyond_plain_ones_are_drawn(typed: str) -> None:
    filled, lost = fill_boxes(fillable(), {"name": typed})

    assert (drawn(filled, "name"), lost) == (typed, {})


@pytest.mark.parametrize(
    "typed, missing",
    [("Мария", ["М", "а", "р", "и", "я"]), ("Jo 😀", ["😀"]), ("Łñ", ["Ł"]), ("محمد", ["م", "ح", "د"])],
)
def test_letter_that_the_form_cannot_draw_is_named(typed: str, missing: list[str]) -> None:
    _, lost = fill_boxes(fillable(), {"name": typed})

    assert lost == {"name": missing}


def test_nothing_typed_comes_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    fill_boxes(fillable(), {"name": "Мария"})

    assert caplog.records == []


def test_text_too_long_to_be_read_is_said() -> None:
    filled, lost = fill_boxes(fillable(), {"why": "I was in hospital. " * 200, "name": "Jo"})

    assert lost == {"why": [""]}
    assert drawn(filled, "name") == "Jo"


def test_box_keeps_the_size_it_names() -> None:
    filled, _ = fill_boxes(fillable(), ANSWERS)

    page = PdfReader(BytesIO(filled)).pages[0]
    box: Any = page["/Annots"][1].get_object()  # type: ignore[index]
    assert b"/Helv 9.0 Tf" in box["/AP"]["/N"].get_data()


def test_short_name_does_not_write_over_a_longer_one() -> None:
    form = FormMaker()
    form.add("Tx", "name")
    parent = form.writer._add_object(DictionaryObject({name("T"): TextStringObject("partner")}))
    form.add("Tx", "name", Parent=parent)
    form.add("Tx", "short", MaxLen=NumberObject(3))

    _, lost = fill_boxes(form.made(), {"name": "Jo", "partner.name": "Kit", "short": "abcd"})

    assert list(lost) == ["short"]


@pytest.mark.parametrize("content", [pdf(b"<< >>"), b"%PDF-1.7\n", FormMaker().made(), b"no"])
def test_pdf_without_boxes_is_refused(content: bytes) -> None:
    with pytest.raises(NotAForm):
        boxes_of(content)


def test_form_that_stands_above_itself_is_refused() -> None:
    form = FormMaker()
    box = form.add("Tx", "loop")
    box.get_object()[name("Parent")] = box

    with pytest.raises(NotAForm):
        boxes_of(form.made())


def test_form_with_too_many_names_above_each_other_is_refused() -> None:
    form = FormMaker()
    above = form.writer._add_object(DictionaryObject({name("T"): TextStringObject("top")}))
    for level in range(40):
        above = form.writer._add_object(
            DictionaryObject({name("T"): TextStringObject(f"level {level}"), name("Parent"): above})
        )
    form.add("Tx", "deep", Parent=above)

    with pytest.raises(NotAForm):
        boxes_of(form.made())


def test_page_with_nothing_to_fill_is_no_form() -> None:
    made = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(made)

    with pytest.raises(NotAForm):
        boxes_of(made.getvalue())


def test_link_on_a_form_is_no_box() -> None:
    form = FormMaker()
    form.add("Tx", "name")
    form.page["/Annots"].append(
        form.writer._add_object(
            DictionaryObject({name("Type"): name("Annot"), name("Subtype"): name("Link")})
        )
    )

    assert [box.name for box in boxes_of(form.made())] == ["name"]


def test_box_of_one_square_for_each_letter_is_filled() -> None:
    form = FormMaker()
    form.add("Tx", "number", flags=1 << 24, MaxLen=NumberObject(9))

    filled, lost = fill_boxes(form.made(), {"number": "QQ123456C"})

    assert (PdfReader(BytesIO(filled)).get_fields() or {})["number"]["/V"] == "QQ123456C"
    assert lost == {}
