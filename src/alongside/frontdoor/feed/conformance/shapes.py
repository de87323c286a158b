"""The addresses of a feed and the shape of each answer, from a folder of JSON schemas."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from alongside.frontdoor.feed.conformance.findings import FeedRefused, Problem

OURS = Path(__file__).parent.parent / "schemas"
LONGEST = 200
"""Characters kept of what the schema says: it may quote a whole service."""


@dataclass(frozen=True)
class Endpoint:
    """One address of the feed. A warning is all that an optional one can earn."""

    path: str
    is_optional: bool
    schema: dict[str, Any]

    @property
    def is_detail(self) -> bool:
        """Tell whether it gives one row by its id."""
        return self.path.endswith("/{id}")

    @property
    def collection(self) -> str:
        """The path of the list that a detail belongs to."""
        return self.path.removesuffix("/{id}")


class Shapes:
    """What every address must answer with, from a folder with openapi.json and schemas, or schema/."""

    def __init__(self, folder: Path = OURS) -> None:
        self.folder = folder
        self._validators: dict[str, Draft202012Validator] = {}

    @cached_property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """The addresses of the OpenAPI file: root, lists, details."""
        found = [
            Endpoint(path, _is_optional(methods["get"]), _schema(methods["get"]))
            for path, methods in self._read("openapi.json")["paths"].items()
        ]
        return tuple(sorted(found, key=lambda each: (each.path != "/", each.is_detail)))

    def problems(self, endpoint: Endpoint, document: Any) -> Iterator[Problem]:
        """Yield what the schema of the address does not allow."""
        if endpoint.path not in self._validators:
            self._validators[endpoint.path] = self._validator(endpoint.schema)
        try:
            for error in self._validators[endpoint.path].iter_errors(document):
                yield Problem("SCHEMA", _words(error))
        except Unresolvable as missing:
            raise FeedRefused(f"There is no {_file_of(missing.ref)} in {self.folder}.") from missing

    def _validator(self, schema: dict[str, Any]) -> Draft202012Validator:
        # attrs gives the argument its name, which mypy does not see
        registry: Any = Registry(retrieve=self._retrieve)  # type: ignore[call-arg]
        return Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())

    def _retrieve(self, uri: str) -> Resource[Any]:
        contents = self._read(_file_of(uri))
        return Resource.from_contents(contents, default_specification=DRAFT202012)

    def _read(self, name: str) -> Any:
        for path in (self.folder / "schema" / name, self.folder / name):
            if path.is_file():
                return json.loads(path.read_text(encoding="utf-8"))
        raise FeedRefused(f"There is no {name} in {self.folder}.")


def _file_of(uri: str) -> str:
    """Schemas name each other by addresses on the web; here the last part of it names a file."""
    return uri.rsplit("/", 1)[-1]


def _is_optional(operation: dict[str, Any]) -> bool:
    return any(tag.lower() == "optional" for tag in operation.get("tags", []))


def _schema(operation: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return schema


def _words(error: ValidationError) -> str:
    where = "/".join(str(part) for part in error.absolute_path) or "the answer"
    words = error.message
    return f"{where}: {words if len(words) <= LONGEST else '…' + words[-LONGEST:]}"
