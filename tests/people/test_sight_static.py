"""R22: nothing in our code asks for a superuser, and there is no admin to go round the walls."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.urls import get_resolver

from alongside.accounts.models import User

SOURCE = Path(settings.BASE_DIR)
POWERS = {"is_superuser", "is_staff", "is_admin", "has_perm", "has_module_perms", "user_permissions"}


def words_in(path: Path) -> Iterator[str]:
    """Yield every name, attribute and string of a file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_r22_no_code_path_asks_for_a_superuser() -> None:
    found = {(path.name, word) for path in SOURCE.rglob("*.py") for word in words_in(path) if word in POWERS}

    assert found == set()


def test_r22_user_has_no_field_of_power_and_there_is_no_admin() -> None:
    fields = {field.name for field in User._meta.get_fields()}

    assert fields & POWERS == set()
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert "admin" not in get_resolver().namespace_dict


def test_r22_no_template_asks_for_a_superuser() -> None:
    words = ("is_superuser", "is_staff", "perms.")

    found = [
        (path.name, word) for path in SOURCE.rglob("*.html") for word in words if word in path.read_text()
    ]

    assert found == []
