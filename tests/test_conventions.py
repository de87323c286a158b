"""Our own rules, checked."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from alongside.audit.models import AuditedModel
from alongside.crypto.fields import SealedField
from alongside.crypto.models import SealedModel

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "alongside"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(SOURCE.rglob("*.html"))
OURS = [model for model in apps.get_models() if model.__module__.startswith("alongside.")]
UNGUARDED = {"Entry", "DataKey", "Session"}
"""The log itself, keys, and open browsers: written only by the apps that own them."""


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address with its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, where)
        else:
            yield where, pattern


def parts_of(where: str) -> tuple[str, ...]:
    """Return the names of the parts of an address that are filled in."""
    return tuple(re.findall(r"<(?:\w+:)?(\w+)>", where))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield every function of a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def body_lines(function: ast.FunctionDef) -> int:
    """Return the length of a function without its decorators."""
    return (function.end_lineno or 0) - function.lineno + 1


def name_of(path: Path) -> str:
    """Return a path as a test's name."""
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_file_has_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400


def test_95_in_100_files_of_tests_have_at_most_400_lines_and_none_600() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in (ROOT / "tests").rglob("*.py")}

    assert [str(path) for path, length in lengths.items() if length > 600] == []
    assert sum(length <= 400 for length in lengths.values()) / len(lengths) >= 0.95


def test_view_has_at_most_25_lines() -> None:
    views = [path for path in FILES if "views" in path.parts or path.name == "views.py"]

    long = [
        f"{name_of(path)}:{function.name}"
        for path in views
        for function in functions(path)
        if body_lines(function) > 25
    ]

    assert long == []


def test_95_in_100_functions_have_at_most_40_lines() -> None:
    lengths = [body_lines(function) for path in FILES for function in functions(path)]

    assert sum(length <= 40 for length in lengths) / len(lengths) >= 0.95


def test_every_module_and_public_action_and_rule_has_a_docstring() -> None:
    missing = [
        name_of(path)
        for path in FILES
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    for path in FILES:
        if {"actions", "rules", "queries"} & {*path.parts, path.stem}:
            missing += [
                f"{name_of(path)}:{function.name}"
                for function in ast.parse(path.read_text()).body
                if isinstance(function, ast.FunctionDef)
                and not function.name.startswith("_")
                and not ast.get_docstring(function)
            ]

    assert missing == []


def test_every_address_says_who_may_open_it() -> None:
    without = [
        where
        for where, pattern in routes()
        if not hasattr(pattern.callback, "access_rule")
        and not pattern.callback.__module__.startswith("allauth.")
    ]

    assert without == []


def test_every_address_has_a_name_of_its_own() -> None:
    names = [pattern.name for _, pattern in routes()]

    assert None not in names
    assert len(names) == len(set(names))


def test_every_page_about_a_person_stands_under_people() -> None:
    astray = [
        where
        for where, _ in routes()
        if "person_id" in where and not where.startswith("people/<uuid:person_id>/")
    ]

    assert astray == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_model_is_saved_only_by_actions(model: type[models.Model]) -> None:
    assert issubclass(model, AuditedModel) or model.__name__ in UNGUARDED


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_model_with_sealed_fields_says_whose_key_seals_it(model: type[models.Model]) -> None:
    sealed = [field.name for field in model._meta.get_fields() if isinstance(field, SealedField)]

    assert not sealed or issubclass(model, SealedModel)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_no_free_text_stands_in_the_clear(model: type[models.Model]) -> None:
    """R28: text that somebody typed is sealed; what is clear is a code from a list or an id."""
    if model._meta.app_label in PUBLIC_FACTS:
        return
    clear = [
        f"{model.__name__}.{field.name}"
        for field in model._meta.get_fields()
        if isinstance(field, models.TextField)
        or (isinstance(field, models.CharField) and not field.choices and field.max_length > 12)
    ]

    assert set(clear) <= KNOWN_CLEAR


PUBLIC_FACTS = {"directory"}
"""What services say of themselves to everybody. Our own words there are sealed all the same."""

KNOWN_CLEAR = {
    "User.password",  # a hash
    "User.login_tag",  # a keyed hash
    "ComeInLink.tag",  # a keyed hash
    "DiaryFeed.tag",  # a keyed hash
    "Session.session_key",  # a keyed hash of the cookie
    "Session.session_data",  # sealed as a whole
    "Service.time_zone",
    "Draft.page",  # a path: ids only
    "Deadline.rule_key",  # of a file of ours
    "RuleCheck.rule_code",  # the key of a rule, from a file
    "Letter.began_code",  # the key of a letter in the files of pathways
    "Entry.roles",
    "Entry.action",
    "Entry.about_model",
    "Entry.about",
    "Entry.mac",
}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_time_is_never_taken_behind_the_clock(model: type[models.Model]) -> None:
    behind = [
        field.name
        for field in model._meta.get_fields()
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    ]

    assert behind == []


def calls(path: Path, name: str) -> Iterator[ast.Call]:
    """Yield the calls of a function by its bare name."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == name:
            yield node


def test_r22_nothing_asks_for_a_superuser() -> None:
    asking = [name_of(path) for path in FILES if re.search(r"is_superuser|is_staff", path.read_text())]

    assert asking == []


def test_nothing_marks_text_as_safe() -> None:
    """R43: markup is made by templates, which escape."""
    marking = [name_of(path) for path in FILES if list(calls(path, "mark_safe"))]

    assert marking == []
    assert [
        name_of(path) for path in TEMPLATES if re.search(r"\|safe\b|autoescape off", path.read_text())
    ] == []


def test_nothing_from_elsewhere_is_loaded() -> None:
    outside = re.compile(r"(?:src|href|action)=[\"']?(?:https?:)?//")

    assert [name_of(path) for path in TEMPLATES if outside.search(path.read_text())] == []


def test_titles_hold_no_name() -> None:
    """A page's title stands in the history of a shared laptop (R41)."""
    title = re.compile(r"{% block title %}(.*?){% endblock", re.DOTALL)
    naming = [
        name_of(path)
        for path in TEMPLATES
        for found in title.findall(path.read_text())
        if re.search(r"{{\s*(person|case|note|user|paper|concern|clinic)\.", found)
    ]

    assert naming == []


TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
TRANSLATED = re.compile(
    r"{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}|{% comment.*?endcomment %}", re.DOTALL
)
MARKUP = re.compile(r"<(?:style|svg|script)\b.*?</(?:style|svg|script)>|<!--.*?-->|<[^>]+>", re.DOTALL)
STATIC_PAGES = {"400.html", "403.html", "404.html", "413.html", "500.html"}
"""Served when nothing else works, translation included."""


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_words_on_a_page_can_be_translated(path: Path) -> None:
    if path.name in STATIC_PAGES:
        return
    text = MARKUP.sub(" ", TAG.sub(" ", TRANSLATED.sub(" ", path.read_text())))

    assert [word for word in re.findall(r"[A-Za-z]{3,}", text) if word != "Alongside"] == []


def test_words_are_marked_by_names_that_makemessages_knows() -> None:
    """A function of another name is not looked for, and what it holds is never translated."""
    known = re.compile(r"import n?p?gettext(?:_lazy)?(?: as _)?\s*$")
    imported = [
        (name_of(path), line)
        for path in FILES
        for line in path.read_text().splitlines()
        if line.startswith("from django.utils.translation import ") and " as " in line
    ]

    assert [(name, line) for name, line in imported if not known.search(line)] == []


def test_no_file_speaks_of_how_it_was_made() -> None:
    """It is a product, with a history of product decisions."""
    words = re.compile(r"\b(chatgpt|copilot|claude|llm|prompted|todo|fixme|xxx)\b", re.IGNORECASE)
    kinds = {".py", ".md", ".html", ".css", ".js", ".toml", ".sh"}
    places = [ROOT / "docs", SOURCE, ROOT / "scripts", ROOT / "bench"]
    files: list[Any] = [path for place in places for path in place.rglob("*") if path.suffix in kinds]

    assert [str(path) for path in files if words.search(path.read_text())] == []
