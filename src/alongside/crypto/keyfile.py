"""The key file: the keys that wrap all others, kept away from the database and its backups."""

import base64
import json
import os
import secrets
import stat
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

KEY_BYTES = 32


class KeyFileProblem(Exception):
    """The key file is missing, readable by others, or not what it should be. Says what to do."""


@dataclass(frozen=True)
class KeyFile:
    """What the key file holds: wrapping keys (KEK) by version, and keys for look-ups, audit and the web."""

    current: str
    wrapping: dict[str, bytes]
    index: bytes
    audit: bytes
    web: bytes


def new_key_file() -> dict[str, Any]:
    """Return the content of a fresh key file: every key random, 256 bits."""
    return {
        "current": "k1",
        "wrapping": {"k1": _fresh()},
        "index": _fresh(),
        "audit": _fresh(),
        "web": _fresh(),
    }


def write_key_file(path: Path, content: dict[str, Any]) -> None:
    """Write the file whole or not at all, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".new")  # no mutant: any name beside it
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(content, file, indent=1)  # no mutant: lines are for people
        file.flush()  # no mutant: only a cut of the power shows it
        os.fsync(file.fileno())  # no mutant: as above
    draft.replace(path)


def add_wrapping_key(path: Path) -> str:
    """Add a new wrapping key, make it the current one and return its name. Old keys stay until retired."""
    content = _content(path)
    name = f"k{max(int(old[1:]) for old in content['wrapping']) + 1}"
    content["wrapping"][name] = _fresh()
    content["current"] = name
    write_key_file(path, content)
    return name


def remove_wrapping_key(path: Path, name: str) -> None:
    """Take a wrapping key out of the file. The caller has made sure that nothing is wrapped with it."""
    content = _content(path)
    if name == content["current"]:
        raise KeyFileProblem(f"{name} is the current key: add a new one before you retire it.")
    content["wrapping"].pop(name, None)
    write_key_file(path, content)


def read_key_file(path: Path) -> KeyFile:
    """Read and check the file. Raises KeyFileProblem with a sentence that says what to do."""
    content = _content(path)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyFileProblem(f"Other users of this computer can read {path}. Run: chmod 600 {path}")
    try:
        wrapping = {name: _decoded(text) for name, text in content["wrapping"].items()}
        found = KeyFile(
            current=content["current"],
            wrapping=wrapping,
            index=_decoded(content["index"]),
            audit=_decoded(content["audit"]),
            web=_decoded(content["web"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KeyFileProblem(f"{path} is damaged. Put back your copy of it.") from error
    if found.current not in found.wrapping:
        raise KeyFileProblem(f"{path} names {found.current} as its current key but does not hold it.")
    return found


@cache
def _read_once(path: Path, _changed_at: int) -> KeyFile:
    return read_key_file(path)


def keys() -> KeyFile:
    """Return the service's keys, read again when the file changes."""
    path: Path = settings.ALONGSIDE_KEY_FILE
    try:
        changed_at = path.stat().st_mtime_ns
    except FileNotFoundError as error:
        raise _missing(path) from error
    except OSError as error:
        raise _out_of_reach(path, error) from error
    return _read_once(path, changed_at)


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text())
    except FileNotFoundError as error:
        raise _missing(path) from error
    except OSError as error:
        raise _out_of_reach(path, error) from error
    except ValueError as error:
        raise KeyFileProblem(f"{path} is damaged. Put back your copy of it.") from error
    if not isinstance(content, dict):
        raise KeyFileProblem(f"{path} is damaged. Put back your copy of it.")
    return content


def _out_of_reach(path: Path, error: OSError) -> KeyFileProblem:
    return KeyFileProblem(f"The key file {path} cannot be read: {error.strerror}.")


def _missing(path: Path) -> KeyFileProblem:
    return KeyFileProblem(
        f"There is no key file at {path}. Put back your copy of it; "
        "for a new and empty service run: ./alongside manage make_keys"
    )


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _decoded(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return key
