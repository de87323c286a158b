"""Every code of the log has words, and no words are left over."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from alongside.audit.words import ACTIONS, PAGES, words_of

SOURCE = Path(settings.BASE_DIR)


def calls() -> Iterator[ast.Call]:
    """Yield every call in our code."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield node


def text(node: ast.expr | None) -> str | None:
    """Return a string that is written out in the code."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def name_of(call: ast.Call) -> str:
    """Return what is called, without the module."""
    called = call.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def test_every_code_of_the_log_has_words() -> None:
    codes = set()
    for call in calls():
        if name_of(call) in {"record", "recorded"} and call.args:
            codes.add(text(call.args[0]))
        codes |= {text(keyword.value) for keyword in call.keywords if keyword.arg == "action"}

    assert {code for code in codes if code and "." in code} - set(ACTIONS) == set()


def test_no_words_are_left_over() -> None:
    written = {
        node.value
        for path in SOURCE.rglob("*.py")
        if path.name != "words.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert (set(ACTIONS) | set(PAGES)) - written == set()


def test_every_page_of_a_person_has_words() -> None:
    pages = {text(keyword.value) for call in calls() for keyword in call.keywords if keyword.arg == "page"}

    assert {page for page in pages if page} - set(PAGES) == set()


def test_words_say_the_page_where_it_is_known() -> None:
    assert words_of("person.see", "case") == "Looked: a case"
    assert words_of("person.see", "no such page") == "Looked"
    assert words_of("nothing.known") == "Did something we have no words for yet"
