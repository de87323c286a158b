"""A key file of its own for tests that change it."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from alongside.crypto import keyfile


@pytest.fixture
def key_file(tmp_path: Path, settings: LazySettings) -> Path:
    """Return the path of a fresh key file that the service uses in this test."""
    path = tmp_path / "own" / "keys" / "keys.json"
    keyfile.write_key_file(path, keyfile.new_key_file())
    settings.ALONGSIDE_KEY_FILE = path
    return path
