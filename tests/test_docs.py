"""A path or a command named in the docs exists, and every field has a rule for how long it is kept."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from alongside.crypto.fields import SealedField
from scripts.__main__ import COMMANDS

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
RETENTION = ROOT / "docs" / "data-protection" / "retention.toml"


def name_of(path: Path) -> str:
    """Return a path as a test's name."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_commands_named_in_the_docs_exist(path: Path) -> None:
    text = path.read_text()

    commands = set(re.findall(r"\./alongside (\w+)", text))
    managed = set(re.findall(r"(?:\./alongside manage|manage\.py) (\w+)", text))

    assert commands <= set(COMMANDS)
    assert managed <= set(get_commands())


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_files_linked_from_the_docs_exist(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text())

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_folders_named_in_the_docs_exist(path: Path) -> None:
    named = set(re.findall(r"`((?:src|tests|docs|bench|scripts)/[\w./-]+)`", path.read_text()))

    assert [name for name in named if not (ROOT / name).exists()] == []


def test_names_in_the_guide_stand_on_a_page() -> None:
    """Words in italics are what a coordinator looks for on the screen."""
    source = ROOT / "src" / "alongside"
    files = [path for kind in ("*.html", "*.py", "*.toml") for path in source.rglob(kind)]
    pages = "\n".join(path.read_text() for path in files).casefold().replace("{{ clinic }}", "clinic")
    guide = " ".join((ROOT / "docs" / "coordinators-guide.md").read_text().split())

    told = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", guide)
    names = {name.strip().rstrip(".:") for path in told for name in path.split("→") if path[0] != "/"}

    assert {name for name in names - STAND_FOR if name.casefold() not in pages} == set()


STAND_FOR = {"italics", "their name", "the place"}
"""Words of the guide that stand for a name somebody gave."""


def test_every_folder_of_the_product_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text()
    folders = {path.parent.name for path in (ROOT / "src" / "alongside").glob("*/__init__.py")}

    assert [folder for folder in sorted(folders) if f"      {folder}/" not in text] == []


def test_every_setting_read_from_the_environment_stands_in_the_docs() -> None:
    code = (ROOT / "src" / "alongside" / "settings.py").read_text()
    read = set(re.findall(r"environ\.get\(\s*\"(\w+)\"", code))

    told = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "architecture.md").read_text()))

    assert read <= told
    assert "ALONGSIDE_HOME" in read


def test_glossary_has_each_word_once() -> None:
    words = re.findall(r"^\| \*\*(.+?)\*\*", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE)

    assert [word for word, times in Counter(words).items() if times > 1] == []


def test_every_field_has_a_retention_rule() -> None:
    rules = tomllib.loads(RETENTION.read_text())
    ours = [model for model in apps.get_models() if model.__module__.startswith("alongside.")]
    wanted = {
        model._meta.label: sorted(field.name for field in model._meta.concrete_fields) for model in ours
    }

    written = {label: sorted(rule["fields"]) for label, rule in rules["model"].items()}

    assert written == wanted


def test_every_retention_rule_says_how_long_from_when_and_what_then() -> None:
    rules = tomllib.loads(RETENTION.read_text())["model"]

    incomplete = [
        label for label, rule in rules.items() if not all(rule.get(key) for key in ("keep", "from", "then"))
    ]

    assert incomplete == []


def test_retention_names_every_sealed_field() -> None:
    rules = tomllib.loads(RETENTION.read_text())["model"]
    sealed = {
        model._meta.label: [
            field.name for field in model._meta.concrete_fields if isinstance(field, SealedField)
        ]
        for model in apps.get_models()
        if model.__module__.startswith("alongside.")
    }

    assert {label: rule.get("sealed", []) for label, rule in rules.items()} == sealed
