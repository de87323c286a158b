"""A short mark of a problem: another mark means that something it was planned from has changed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from alongside.clinics.rota.problem import Problem


def fingerprint(problem: Problem) -> str:
    """Return the mark, the same wherever and whenever the problem is the same."""
    return hashlib.blake2s(json.dumps(_plain(problem)).encode(), digest_size=12).hexdigest()


def _plain(value: Any) -> Any:
    """Return a value as lists in an order that does not depend on the run."""
    if is_dataclass(value):
        return [_plain(getattr(value, each.name)) for each in fields(value)]
    if isinstance(value, Mapping):
        return sorted([_plain(key), _plain(each)] for key, each in value.items())
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
