"""The sheet and the scripts: small, legible in both schemes, and nothing that the policy forbids."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "alongside"
SHEET = (SOURCE / "static" / "app.css").read_text()
TEMPLATES = sorted((SOURCE / "templates").rglob("*.html"))
STATIC = sorted(path for path in (SOURCE / "static").rglob("*") if path.is_file())
TOKENS = SHEET.split("@layer tokens{")[1].split("@layer base{")[0]
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+):(#\w{6});", half)) for half in TOKENS.split("prefers-color-scheme:dark")
)
SCHEMES = {"light": LIGHT, "dark": LIGHT | DARK}


def luminance(colour: str) -> float:
    """Return how bright a colour is, by WCAG's definition."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ["paper", "card", "teal-tint", "amber-tint", "green-tint", "red-tint"]
TEXT = [
    *(("ink", ground) for ground in [*GROUNDS, "line"]),
    *(("soft", ground) for ground in GROUNDS),
    *(("teal", ground) for ground in GROUNDS),
    *(("red", ground) for ground in ["paper", "card", "red-tint"]),
    ("on-teal", "teal"),
    ("on-red", "red"),
    ("paper", "ink"),
]
EDGES = [
    *((edge, ground) for edge in ["edge", "teal", "red"] for ground in ["paper", "card"]),
    ("ink", "paper"),  # the ring of what has the focus
    ("ink", "card"),
]


def test_both_schemes_set_the_same_tokens() -> None:
    assert set(LIGHT) - set(DARK) == {"amber"}
    assert set(DARK) - set(LIGHT) == set()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("text, ground", TEXT)
def test_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    assert contrast(SCHEMES[scheme][text], SCHEMES[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("edge, ground", EDGES)
def test_borders_and_focus_stand_out_from_their_ground(scheme: str, edge: str, ground: str) -> None:
    assert contrast(SCHEMES[scheme][edge], SCHEMES[scheme][ground]) >= 3


def test_sheet_is_10_kb_or_less() -> None:
    assert len(SHEET.encode()) <= 10 * 1024


def test_scripts_of_every_page_are_8_kb_or_less_in_all() -> None:
    assert sum((SOURCE / "static" / "js" / name).stat().st_size for name in ["app.js", "exit.js"]) <= 8 * 1024


def test_every_rule_stands_in_a_layer() -> None:
    layers = re.match(r"@layer ([\w,]+);", SHEET.split("*/", 1)[1].strip())

    assert layers
    assert layers[1].split(",") == ["reset", "tokens", "base", "layout", "parts", "utilities", "print"]
    depth = 0
    for line in SHEET.splitlines():
        if depth == 0 and line and not line.startswith("/*"):
            assert line.startswith("@")
        depth += line.count("{") - line.count("}")
    assert depth == 0


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_r43_page_has_no_script_or_style_of_its_own(path: Path) -> None:
    page = path.read_text()

    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|javascript:", page, re.IGNORECASE)
    assert not re.search(r"<script\b(?![^>]*(?:\ssrc=|application/json))", page, re.IGNORECASE)


@pytest.mark.parametrize("path", STATIC, ids=lambda path: str(path.relative_to(SOURCE)))
def test_static_file_asks_no_other_host(path: Path) -> None:
    hosts = re.findall(r"https?://[\w./-]+", path.read_text())

    assert set(hosts) <= {"http://www.w3.org/2000/svg"}
