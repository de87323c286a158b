"""The changes that the mutation run tries."""

from pathlib import Path

from scripts.mutants import Mutant, mutants_of

PROGRAM = '''
"""About this."""
LIMIT = 3
WORDS = {"a": True}
CODE = other("constant")


class Case(Model):
    state = CharField(max_length=20)

    class Meta:
        ordering = ["pk"]

    @property
    def is_late(self) -> "bool":
        """Whether it is."""
        return not self.done and self.due < LIMIT

    def visible(self, user, *, own=False):
        if user.active:
            audit(f"seen {user.pk + 1}", by=user)
        return [case for case in CASES.filter(kind="open", user=user) if case.live]

    def stop(self):
        raise ValueError("Say what to do instead.")  # no mutant: there is nothing after it
        raise ValueError(_("no"))
'''


def test_each_kind_of_change_is_tried(tmp_path: Path) -> None:
    found = [(mutant.line, mutant.before, mutant.after) for mutant in _mutants(tmp_path, PROGRAM)]

    assert found == [
        (3, "3", "4"),
        (4, "'a'", "'aXX'"),
        (4, "True", "False"),
        (5, "'constant'", "'constantXX'"),
        (17, "return not self.done and self.due < LIMIT", "return None"),
        (17, "not self.done and self.due < LIMIT", "not self.done or self.due < LIMIT"),
        (17, "not self.done", "not not self.done"),
        (17, "self.due < LIMIT", "self.due <= LIMIT"),
        (19, "False", "True"),
        (20, "if user.active:", "if not user.active:"),
        (21, "audit(f'seen {user.pk + 1}', by=user)", "(nothing)"),
        (21, "audit(f'seen {user.pk + 1}', by=user)", "audit(f'seen {user.pk + 1}')"),
        (22, "return [case for case in CASES.filter(kind='open', user=user) if case.…", "return None"),
        (
            22,
            " for case in CASES.filter(kind='open', user=user) if case.live",
            " for case in CASES.filter(kind='open', user=user)",
        ),
        (22, "CASES.filter(kind='open', user=user)", "CASES.filter(user=user)"),
        (22, "CASES.filter(kind='open', user=user)", "CASES.filter(kind='open')"),
        (22, "'open'", "'openXX'"),
        (26, "raise ValueError(_('no'))", "(nothing)"),
    ]


def test_each_mutant_is_a_program_that_differs(tmp_path: Path) -> None:
    sources = [mutant.source() for mutant in _mutants(tmp_path, PROGRAM)]

    assert len({*sources}) == len(sources)
    assert _mutants(tmp_path, sources[0])


def test_function_is_named_as_python_names_it(tmp_path: Path) -> None:
    program = (
        "class A:\n    @wraps\n    def b(self):\n        def c():\n            return 1\n        return c\n"
    )

    assert {mutant.function for mutant in _mutants(tmp_path, program)} == {
        ("A.b", 2),
        ("A.b.<locals>.c", 4),
    }


def test_constant_is_changed_by_its_own_line_alone(tmp_path: Path) -> None:
    limit, *others = _mutants(tmp_path, "LIMIT = 3\n\n\ndef limit():\n    return LIMIT + 1\n")

    space: dict[str, object] = {}
    name, line = limit.constant() or ("", compile("", "", "exec"))
    exec(line, space)

    assert (name, space["LIMIT"]) == ("LIMIT", 4)
    assert {mutant.constant() for mutant in others} == {None}


def _mutants(folder: Path, program: str) -> list[Mutant]:
    path = folder / "program.py"
    path.write_text(program)
    return mutants_of(path)
