"""Small changes to a program, which a good test notices: `<` for `<=`, `and` for `or`, a line left out.

A comment `# no mutant: <why>` on a line says that a change there makes no difference to anybody.
"""

import ast
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

EXEMPT = "# no mutant:"
# A code or a name is part of what the program does; a sentence is for people to judge.
CODE_WORD = re.compile(r"[\w.:/-]*")
BODIES = ("body", "orelse", "finalbody")
SAID = {"help", "metavar"}
TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
SHOWN_BEFORE, SHOWN = 30, 70

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}

FunctionKey = tuple[str, int]
"""The qualified name of a function and the line it begins on, as its code object has them."""


@dataclass(frozen=True)
class Mutant:
    """One change to one file: another value for one field of one node of its tree."""

    path: Path
    tree: ast.Module
    line: int
    before: str
    after: str
    # the innermost function around it; None when it is worked out while the file is imported
    function: FunctionKey | None
    node: ast.AST
    field: str
    value: object

    def __str__(self) -> str:
        """Where it is, and what changed."""
        return f"{os.path.relpath(self.path)}:{self.line}: {self.before}  →  {self.after}"

    def code(self) -> CodeType:
        """Compile the changed file."""
        with _changed(self.node, self.field, self.value):
            return compile(self.tree, str(self.path), "exec", dont_inherit=True)

    def constant(self) -> tuple[str, CodeType] | None:
        """Return the name that the changed line gives a value to, and that line compiled, if that is all."""
        for statement in self.tree.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                    if any(node is self.node for node in ast.walk(statement)):
                        with _changed(self.node, self.field, self.value):
                            line = ast.Module([statement], [])
                            return name, compile(line, str(self.path), "exec", dont_inherit=True)
        return None

    def source(self) -> str:
        """Write the changed file out."""
        with _changed(self.node, self.field, self.value):
            return ast.unparse(self.tree)


def mutants_of(path: Path) -> list[Mutant]:
    """Return every mutant of a file, from top to bottom."""
    source = path.read_text()
    exempt = {number for number, line in enumerate(source.splitlines(), 1) if EXEMPT in line}
    found = _Walk(path, ast.parse(source)).run()
    return sorted((mutant for mutant in found if mutant.line not in exempt), key=lambda mutant: mutant.line)


class _Walk:
    """Goes through a file, and knows which function it is in."""

    def __init__(self, path: Path, tree: ast.Module) -> None:
        self.path = path
        self.tree = tree
        self.names: list[str] = []
        self.functions: list[FunctionKey] = []

    def run(self) -> Iterator[Mutant]:
        return self._statements(self.tree)

    def _statements(self, scope: ast.AST) -> Iterator[Mutant]:
        """Visit the statements of a module, a class, a function or a branch."""
        for field in BODIES:
            statements = getattr(scope, field, [])
            if not isinstance(statements, list):
                continue
            for place, statement in enumerate(statements):
                if self._is_beside_the_point(statement):
                    continue
                if self.functions and _can_be_left_out(statement):
                    nothing = ast.copy_location(ast.Pass(), statement)
                    without = [*statements[:place], nothing, *statements[place + 1 :]]
                    yield self._mutant(scope, field, without, shown=statement, after="(nothing)")
                yield from self._statement(statement)

    def _is_beside_the_point(self, statement: ast.stmt) -> bool:
        """Docstrings, imports and type variables do nothing; the look of a table is for its migration."""
        match statement:
            case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()) | ast.ClassDef(name="Meta"):
                return True
            case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Assign(targets=[ast.Name(id="__all__")]):
                return True
            case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar"))):
                return True
            case ast.Assign(value=ast.Call()) | ast.AnnAssign(value=ast.Call()):
                return bool(self.names) and not self.functions
        return False

    def _statement(self, statement: ast.stmt) -> Iterator[Mutant]:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from self._function(statement)
            case ast.ClassDef():
                self.names.append(statement.name)
                yield from self._statements(statement)
                self.names.pop()
            case _:
                yield from self._node(statement)
                yield from self._statements(statement)
                for branch in (*getattr(statement, "handlers", []), *getattr(statement, "cases", [])):
                    yield from self._node(branch)
                    yield from self._statements(branch)

    def _function(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Mutant]:
        for default in (*function.args.defaults, *function.args.kw_defaults):
            if default is not None:
                yield from self._node(default)
        first_line = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
        self.names.append(function.name)
        self.functions.append((".".join(self.names), first_line))
        self.names.append("<locals>")
        yield from self._statements(function)
        self.functions.pop()
        del self.names[-2:]

    def _node(self, node: ast.AST) -> Iterator[Mutant]:
        """Visit a node and the expressions under it; no statements, no annotations, no sentences."""
        if isinstance(node, ast.JoinedStr) or _is_translated(node) or _is_said(node):
            return
        for field, value in _changes_to(node):
            yield self._mutant(node, field, value, shown=node)
        if self.functions and isinstance(node, ast.Call):
            for place, keyword in enumerate(node.keywords):
                if keyword.arg not in SAID and not _is_switch(keyword.value):
                    fewer = [*node.keywords[:place], *node.keywords[place + 1 :]]
                    yield self._mutant(node, "keywords", fewer, shown=node)
        for field, value in ast.iter_fields(node):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and field != "annotation" and not isinstance(child, _OTHERS):
                    yield from self._node(child)

    def _mutant(self, node: ast.AST, field: str, value: object, *, shown: ast.AST, after: str = "") -> Mutant:
        was = ast.unparse(shown)
        with _changed(node, field, value):
            becomes = after or ast.unparse(shown)
        return Mutant(
            path=self.path,
            tree=self.tree,
            line=_line_of(shown if field in BODIES else node),
            before=_around(was, becomes),
            after=_around(becomes, was),
            function=self.functions[-1] if self.functions else None,
            node=node,
            field=field,
            value=value,
        )


# visited as statements, with their own rules
_OTHERS = (ast.stmt, ast.ExceptHandler, ast.match_case)


def _changes_to(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Yield each field of a node that can have another value, and that value."""
    match node:
        case ast.Compare(ops=[operator, *rest]) if type(operator) in SWAPS:
            yield "ops", [SWAPS[type(operator)](), *rest]
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) | ast.AugAssign(op=operator) if (
            type(operator) in SWAPS
        ):
            yield "op", SWAPS[type(operator)]()
        case ast.UnaryOp(op=ast.Not() | ast.Invert() | ast.USub() as operator, operand=operand):
            yield "operand", ast.copy_location(ast.UnaryOp(operator, operand), operand)
        case ast.Constant():
            yield from (("value", other) for other in _others(node.value))
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield "value", ast.copy_location(ast.Constant(None), value)
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant):
                yield "test", ast.copy_location(ast.UnaryOp(ast.Not(), test), test)
        case ast.comprehension(ifs=[_, *_]):
            yield "ifs", []


def _others(value: object) -> list[object]:
    """Return what a constant might wrongly have been."""
    match value:
        case bool():
            return [not value]
        case int() | float():
            return [value + 1]
        case str() if CODE_WORD.fullmatch(value):
            return [f"{value}XX"]
        case bytes():
            return [value + b"XX"]
    return []


def _can_be_left_out(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            return False
        case ast.Expr() | ast.Raise() | ast.AugAssign():
            return True
    return False


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_switch(node: ast.expr) -> bool:
    """True or False is tried the other way round; to leave it out would be much the same."""
    return isinstance(node, ast.Constant) and isinstance(node.value, bool)


def _is_said(node: ast.AST) -> bool:
    return isinstance(node, ast.keyword) and node.arg in SAID


def _is_translated(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATED


@contextmanager
def _changed(node: ast.AST, field: str, value: object) -> Iterator[None]:
    before = getattr(node, field)
    setattr(node, field, value)
    try:
        yield
    finally:
        setattr(node, field, before)


def _line_of(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0) or getattr(getattr(node, "target", None), "lineno", 0))


def _around(text: str, other: str) -> str:
    """Return the piece of a text where it differs from the other."""
    text = text.split("\n", 1)[0]
    same = next((place for place, pair in enumerate(zip(text, other, strict=False)) if pair[0] != pair[1]), 0)
    start = max(0, same - SHOWN_BEFORE)
    piece = text[start : start + SHOWN]
    return ("…" if start else "") + piece + ("…" if start + SHOWN < len(text) else "")
