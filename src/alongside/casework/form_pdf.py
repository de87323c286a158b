"""Fillable PDFs: which boxes one has, and filling them so that nothing typed is lost on paper (C12).

Each form brings typefaces of its own, and many of them know few letters. What was typed is therefore drawn
first, and read back from what was drawn: a letter that did not arrive is said beside its box, and nothing is
kept. The boxes stay boxes, so that a mistake can still be put right on the form.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO
from typing import Any, cast

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject

# what the library warns of quotes what was typed, and that is not for a log
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)

MOST_BOXES = 400
SMALLEST = 6
"""Points. Smaller print than this cannot be read by those who decide."""

_READ_ONLY, _LONG, _PASSWORD, _RADIO, _PUSH, _COMB = 1, 1 << 12, 1 << 13, 1 << 15, 1 << 16, 1 << 24
_OFF = "/Off"
_DEEPEST = 32
_BROKEN = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError)
"""What a broken form, or one made to do harm, may come to."""
_SIZE = re.compile(rb"([\d.]+) Tf")


class NotAForm(ValueError):
    """The PDF has no boxes, or cannot be read."""


class BoxKind(StrEnum):
    """What a box takes."""

    LINE = "line"
    LONG = "long"
    TICK = "tick"
    ONE_OF = "one_of"


@dataclass
class Box:
    """One box of a form: its name for programs, what it asks, what it takes, and what stands in it."""

    name: str
    label: str
    kind: BoxKind
    value: str = ""
    most: int | None = None
    # what is put in the box, and what is shown for it
    choices: list[tuple[str, str]] = field(default_factory=list)


def boxes_of(content: bytes) -> list[Box]:
    """Return the boxes of a form in the order of its pages. Raises NotAForm."""
    found: dict[str, Box] = {}
    try:
        for widget in _widgets(_read(content)):
            _add(found, widget)
    except _BROKEN as error:
        raise NotAForm from error
    if not found or len(found) > MOST_BOXES:
        raise NotAForm
    return list(found.values())


def fill_boxes(content: bytes, answers: Mapping[str, str]) -> tuple[bytes, dict[str, list[str]]]:
    """Return the filled form, and for each box what of its answer the form cannot draw: [""] is too long."""
    boxes = {box.name: box for box in boxes_of(content)}
    writer = PdfWriter(clone_from=BytesIO(content))
    texts = {name: text for name, text in answers.items() if boxes[name].kind in (BoxKind.LINE, BoxKind.LONG)}
    _write(writer, {name: (text, "", 0.0) for name, text in texts.items()})
    # a box that names a size keeps it where the answer fits
    _write(writer, _in_their_size(writer, texts))
    lists = {name: answers[name] for name in answers if boxes[name].kind == BoxKind.ONE_OF}
    _write(writer, {name: text for name, text in lists.items() if text and not text.startswith("/")})
    _tick(writer, {name: text for name, text in answers.items() if name not in texts})
    made = BytesIO()
    writer.write(made)
    return made.getvalue(), _lost(made.getvalue(), boxes, answers)


@dataclass(frozen=True)
class _Widget:
    page: Any
    drawn: DictionaryObject

    @property
    def owner(self) -> DictionaryObject:
        """The field it stands for: itself, or what it hangs on."""
        if "/T" not in self.drawn and "/Parent" in self.drawn:
            return cast(DictionaryObject, self.drawn["/Parent"].get_object())
        return self.drawn

    def told(self, key: str, default: Any = None) -> Any:
        """Return what the field says, or those above it."""
        return self.drawn.get_inherited(key, default)

    @property
    def name(self) -> str:
        """The whole name, from the top."""
        names: list[str] = []
        at: Any = self.owner
        for _level in range(_DEEPEST):
            names.append(str(at.get("/T", "")))
            if "/Parent" not in at:
                break
            at = at["/Parent"].get_object()
        else:
            # a form may name itself as what stands above it
            raise NotAForm
        return ".".join(name for name in reversed(names) if name)

    @property
    def states(self) -> list[str]:
        """What a tick box or round button can be, but for off."""
        drawn = self.drawn.get("/AP", DictionaryObject()).get_object().get("/N", DictionaryObject())
        return [str(state) for state in drawn.get_object() if state != _OFF]


def _read(content: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted or "/AcroForm" not in reader.root_object:
        raise NotAForm
    return reader


def _widgets(document: Any) -> Iterator[_Widget]:
    for page in document.pages:
        for annotation in page.get("/Annots", ()):
            drawn = annotation.get_object()
            if drawn.get("/Subtype") == "/Widget":
                yield _Widget(page, drawn)


def _add(found: dict[str, Box], widget: _Widget) -> None:
    kind, flags, name = widget.told("/FT"), int(widget.told("/Ff", 0)), widget.name
    if not name or (flags & (_READ_ONLY | _PASSWORD) and kind == "/Tx") or flags & _READ_ONLY:
        return
    label = str(widget.told("/TU") or name.rpartition(".")[2])
    value = widget.told("/V")
    value = "" if value is None or value == _OFF or isinstance(value, list) else str(value)
    if kind == "/Tx":
        most = widget.told("/MaxLen")
        long = BoxKind.LONG if flags & _LONG else BoxKind.LINE
        found.setdefault(name, Box(name, label, long, value, int(most) if most else None))
    elif kind == "/Ch":
        options = [_option(option) for option in widget.told("/Opt", ())]
        found.setdefault(name, Box(name, label, BoxKind.ONE_OF, value, choices=options))
    elif kind == "/Btn" and not flags & _PUSH and widget.states:
        of = BoxKind.ONE_OF if flags & _RADIO else BoxKind.TICK
        box = found.setdefault(name, Box(name, label, of, value))
        own = str(widget.drawn.get("/TU") or "") if flags & _RADIO else ""
        known = {state for state, _label in box.choices}
        box.choices += [(state, own or state[1:]) for state in widget.states if state not in known]


def _option(option: Any) -> tuple[str, str]:
    if isinstance(option, list):
        return str(option[0]), str(option[1])
    return str(option), str(option)


def _write(writer: PdfWriter, texts: Mapping[str, Any]) -> None:
    """Write into boxes. A short name also means longer ones that end so: the longer come last."""
    if texts:
        by_length = dict(sorted(texts.items(), key=lambda item: len(item[0])))
        writer.update_page_form_field_values(None, by_length, auto_regenerate=False)


def _in_their_size(writer: PdfWriter, texts: Mapping[str, str]) -> dict[str, tuple[str, str, float]]:
    kept = {}
    for widget in _widgets(writer):
        if widget.name in texts and not int(widget.told("/Ff", 0)) & _LONG:
            named = re.search(r"([\d.]+)\s+Tf", str(widget.told("/DA", "")))
            size = float(named[1]) if named else 0
            if int(widget.told("/Ff", 0)) & _COMB or 0 < size < _size_of(widget):
                kept[widget.name] = (texts[widget.name], "", size or 10.0)
    return kept


def _size_of(widget: _Widget) -> float:
    found = _SIZE.findall(_stream(widget).get_data())
    return float(found[-1]) if found else 0.0


def _stream(widget: _Widget) -> Any:
    return widget.drawn["/AP"]["/N"].get_object()  # type: ignore[index]


def _tick(writer: PdfWriter, answers: Mapping[str, str]) -> None:
    """Set tick boxes and round buttons: on the field, and on each of its marks."""
    for widget in _widgets(writer):
        if widget.told("/FT") == "/Btn" and widget.name in answers:
            wanted = answers[widget.name] or _OFF
            widget.owner[NameObject("/V")] = NameObject(wanted)
            state = wanted if wanted in widget.states else _OFF
            widget.drawn[NameObject("/AS")] = NameObject(state)


def _lost(content: bytes, boxes: Mapping[str, Box], answers: Mapping[str, str]) -> dict[str, list[str]]:
    """Return what was typed and does not stand in what is drawn; [""] where it stands there too small."""
    lost: dict[str, list[str]] = {}
    for widget in _widgets(PdfReader(BytesIO(content))):
        name = widget.name
        text = answers.get(name)
        if not text or widget.told("/FT") not in ("/Tx", "/Ch"):
            continue
        shown = dict(boxes[name].choices).get(text, text)
        drawn = _drawn(widget)
        missing = min((list((_letters(way) - drawn).elements()) for way in (text, shown)), key=len)
        if missing:
            lost[name] = list(dict.fromkeys(missing))
        elif 0 < _size_of(widget) < SMALLEST or (boxes[name].most or len(text)) < len(text):
            lost[name] = [""]
    return lost


def _drawn(widget: _Widget) -> Counter[str]:
    """Return the letters that the form draws in a box, read back from its drawing."""
    return _letters(widget.page.extract_xform_text(_stream(widget), (0, 90, 180, 270), 200.0))


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text if not letter.isspace())
