"""Fillable PDFs, made object by object."""

from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

LONG, RADIO, DROP_DOWN, READ_ONLY, PUSH = 1 << 12, 1 << 15, 1 << 17, 1, 1 << 16


def name(text: str) -> NameObject:
    """Return a name of a PDF."""
    return NameObject("/" + text)


class FormMaker:
    """A form of one page to which boxes are added."""

    def __init__(self, *, encoding: str = "WinAnsiEncoding") -> None:
        self.writer = PdfWriter()
        self.page = self.writer.add_blank_page(595, 842)
        self.page[name("Annots")] = ArrayObject()
        font = DictionaryObject(
            {
                name("Type"): name("Font"),
                name("Subtype"): name("Type1"),
                name("BaseFont"): name("Helvetica"),
                name("Encoding"): name(encoding),
            }
        )
        self.fields = ArrayObject()
        fonts = DictionaryObject({name("Helv"): self.writer._add_object(font)})
        self.writer.root_object[name("AcroForm")] = DictionaryObject(
            {
                name("Fields"): self.fields,
                name("DA"): TextStringObject("/Helv 0 Tf 0 g"),
                name("DR"): DictionaryObject({name("Font"): fonts}),
            }
        )
        self.top = 800

    def add(self, kind: str, called: str = "", *, tip: str = "", flags: int = 0, **more: Any) -> Any:
        """Add a box, and return where it stands."""
        height = more.pop("height", 20)
        self.top -= height + 5
        corners = [FloatObject(at) for at in (50, self.top, more.pop("right", 350), self.top + height)]
        box = DictionaryObject(
            {
                name("Type"): name("Annot"),
                name("Subtype"): name("Widget"),
                name("Rect"): ArrayObject(corners),
                **({name("FT"): name(kind)} if kind else {}),
                **({name("T"): TextStringObject(called)} if called else {}),
                **({name("TU"): TextStringObject(tip)} if tip else {}),
                **({name("Ff"): NumberObject(flags)} if flags else {}),
                **{name(key): value for key, value in more.items()},
            }
        )
        where = self.writer._add_object(box)
        self.page["/Annots"].append(where)
        if "/Parent" not in box:
            self.fields.append(where)
        return where

    def marks(self, *states: str) -> DictionaryObject:
        """Return the drawings of a mark: off, and each of `states`."""
        drawings = DictionaryObject()
        for state in ("Off", *states):
            drawing = DecodedStreamObject()
            drawing.set_data(b"" if state == "Off" else b"0 0 10 10 re f")
            drawing[name("Type")], drawing[name("Subtype")] = name("XObject"), name("Form")
            drawing[name("BBox")] = ArrayObject([NumberObject(at) for at in (0, 0, 10, 10)])
            drawings[name(state)] = self.writer._add_object(drawing)
        return DictionaryObject({name("N"): drawings})

    def add_radio(self, called: str, *states: str, tip: str = "") -> None:
        """Add round buttons of which one can be pressed."""
        group = DictionaryObject(
            {
                name("FT"): name("Btn"),
                name("T"): TextStringObject(called),
                name("TU"): TextStringObject(tip),
                name("Ff"): NumberObject(RADIO),
                name("V"): name("Off"),
            }
        )
        parent = self.writer._add_object(group)
        self.fields.append(parent)
        group[name("Kids")] = ArrayObject(
            [self.add("", Parent=parent, AS=name("Off"), AP=self.marks(state)) for state in states]
        )

    def made(self) -> bytes:
        """Return the PDF."""
        written = BytesIO()
        self.writer.write(written)
        return written.getvalue()


def fillable(*, encoding: str = "WinAnsiEncoding") -> bytes:
    """Return a form with one box of each kind."""
    form = FormMaker(encoding=encoding)
    form.add("Tx", "name", tip="Full name")
    form.add("Tx", "dob", tip="Date of birth", DA=TextStringObject("/Helv 9 Tf 0 g"))
    form.add("Tx", "why", tip="Why do you disagree?", flags=LONG, height=80)
    form.add("Btn", "agree", tip="I agree", AP=form.marks("Yes"), AS=name("Off"), V=name("Off"))
    form.add_radio("ask", "Phone", "Post", tip="How should we write to you?")
    towns = ArrayObject(
        [ArrayObject([TextStringObject("b"), TextStringObject("Bexhill")]), TextStringObject("Hastings")]
    )
    form.add("Ch", "town", tip="Town", flags=DROP_DOWN, Opt=towns)
    form.add("Tx", "office", tip="Office use", flags=READ_ONLY)
    form.add("Btn", "send", flags=PUSH)
    return form.made()
