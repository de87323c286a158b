"""What is in the way of something, as values: the caller collects them all and shows them all."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Problem:
    """A code for programs, a sentence for people, and the form field it belongs to, if any."""

    code: str
    sentence: str | Promise
    field: str | None = None


class RuleBroken(Exception):
    """An action was asked for that a rule does not allow; carries every problem found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


def refuse_if(problems: list[Problem]) -> None:
    """Raise RuleBroken with all of `problems` unless there are none."""
    if problems:
        raise RuleBroken(*problems)
