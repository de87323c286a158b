"""Runs the tests that could notice a mutant, each mutant in a process of its own."""

import functools
import gc
import json
import os
import signal
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NoReturn, cast

import pytest
from _pytest.runner import runtestprotocol

from scripts.environment import child_environment
from scripts.mutants import FunctionKey, Mutant
from scripts.mutated import VARIABLE
from scripts.say import Stop, say

WITHOUT = "not journey and not bench and not postgres"
JOBS = os.cpu_count() or 1
# exit codes of a fork: pytest's own, and one that it does not have
SURVIVED, NO_TESTS, CANNOT_SWAP = 0, 5, 66
# a mutant may loop for ever; its tests may be slower than the first time
PATIENCE_SECONDS, PATIENCE = 20, 5
SLOWEST_SECONDS = 900


class Outcome(Enum):
    """What became of a mutant."""

    NOTICED = "noticed"
    SURVIVED = "not noticed"
    UNTESTED = "no test"


Report = Callable[[Mutant, Outcome], None]


def try_all(mutants: list[Mutant], tests: list[str], folder: Path, report: Report) -> None:
    """Try every mutant and report what became of it, in the order in which they end."""
    run = _Run(mutants, folder, report)
    arguments = ["-qq", "--no-summary", "-s", "-p", "no:cacheprovider", "-m", WITHOUT]
    pytest.main([*arguments, *tests], plugins=[run])
    if not run.items:
        raise Stop("The tests could not be collected. See: ./alongside test")
    if run.broken:
        raise Stop(f"The tests do not pass as they are. The first that fails:\n{run.broken}")


@dataclass
class _Run:
    """Stands in for pytest's own loop over the tests."""

    mutants: list[Mutant]
    folder: Path
    report: Report
    broken: str = ""
    items: list[pytest.Item] = field(default_factory=list)
    seconds: dict[pytest.Item, float] = field(default_factory=dict)
    callers: dict[tuple[str, FunctionKey], set[pytest.Item]] = field(default_factory=lambda: defaultdict(set))
    functions: dict[str, list[FunctionType]] = field(default_factory=dict)
    caches: list["functools._lru_cache_wrapper[Any]"] = field(default_factory=list)
    # of each fork its mutant, when it has to end, and whether it started afresh
    running: dict[int, tuple[Mutant, float, bool]] = field(default_factory=dict)
    # mutants that need a fresh start: tried last, as each takes as long as many others
    to_start_afresh: list[Mutant] = field(default_factory=list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run each test once, and then each mutant with the tests that call it."""
        self.items = [] if session.testsfailed else session.items
        if not self.items:
            return True
        say(f"Running the {len(self.items)} tests as they are …")
        files = {str(mutant.path) for mutant in self.mutants}
        with _silence():
            self._learn(files)
        if not self.broken:
            say(f"Trying {len(self.mutants)} mutants …")
            self.functions = _functions_by_file(files)
            self.caches = [
                thing for thing in gc.get_objects() if isinstance(thing, functools._lru_cache_wrapper)
            ]
            gc.freeze()
            try:
                self._try_mutants()
            finally:
                self._end_all()
        return True

    def _learn(self, files: set[str]) -> None:
        """Note which of our functions each test calls, and stop at one that fails."""
        for item in self.items:
            started_at = time.monotonic()
            with _tracing(files, item, self.callers):
                self.broken = self._problem(item)
            self.seconds[item] = time.monotonic() - started_at
            if self.broken:
                return

    def _problem(self, item: pytest.Item) -> str:
        """Run a test, and return how it fails; nothing when it passes."""
        # the next item says what stays set up: here the session alone, and with it the database
        reports = runtestprotocol(item, log=False, nextitem=cast("pytest.Item", item.session))
        return next((f"{item.nodeid}\n{report.longreprtext}" for report in reports if report.failed), "")

    def _try_mutants(self) -> None:
        for mutants, afresh in ((self.mutants, False), (self.to_start_afresh, True)):
            for mutant in mutants:
                while len(self.running) >= JOBS:
                    self._wait()
                self._start(mutant, afresh=afresh)
            while self.running:
                self._wait()

    def _tests_of(self, mutant: Mutant) -> list[pytest.Item]:
        """Return the tests that can notice it, the quickest first; none that calls it, none that can."""
        if mutant.function is not None:
            found = self.callers[str(mutant.path), mutant.function]
        else:
            found = set().union(*(who for (path, _), who in self.callers.items() if path == str(mutant.path)))
        return sorted(found, key=self.seconds.__getitem__)

    def _start(self, mutant: Mutant, *, afresh: bool) -> None:
        tests = self._tests_of(mutant)
        expected = sum(self.seconds[item] for item in tests)
        allowed = SLOWEST_SECONDS if afresh else PATIENCE_SECONDS + PATIENCE * expected
        pid = os.fork()
        if pid == 0:
            os.setpgid(0, 0)
            if afresh:
                self._run_afresh(mutant, tests)
            self._run_here(mutant, tests)
        self.running[pid] = (mutant, time.monotonic() + allowed, afresh)

    def _run_here(self, mutant: Mutant, tests: list[pytest.Item]) -> NoReturn:
        """In the fork: put the mutant's functions in the place of ours, and run the tests."""
        code = 1
        try:
            with _silence():
                if not tests:
                    code = NO_TESTS
                elif not (self._swap if mutant.function else self._swap_constant)(mutant):
                    code = CANNOT_SWAP
                elif not any(self._problem(item) for item in tests):
                    code = SURVIVED
        finally:
            os._exit(code)

    def _swap(self, mutant: Mutant) -> bool:
        """Give our functions the mutant's code; False if that cannot be."""
        codes = list(_functions_in(mutant.code()))
        times = Counter(_key_of(code) for code in codes)
        new = {_key_of(code): code for code in codes if times[_key_of(code)] == 1}
        ours = [
            function for function in self.functions[str(mutant.path)] if _key_of(function.__code__) in new
        ]
        if mutant.function not in {_key_of(function.__code__) for function in ours}:
            return False
        for function in ours:
            code = new[_key_of(function.__code__)]
            if code.co_freevars != function.__code__.co_freevars:
                return False
            function.__code__ = code
        self._forget()
        return True

    def _swap_constant(self, mutant: Mutant) -> bool:
        """Give the name the mutant's value wherever it was imported; False if it is no such line."""
        ours = next((one for one in _modules() if getattr(one, "__file__", "") == str(mutant.path)), None)
        found = mutant.constant()
        if ours is None or found is None:
            return False
        name, code = found
        was = getattr(ours, name)
        exec(code, vars(ours))  # noqa: S102  it is our own line, with one change
        for module in _modules():
            if vars(module).get(name) is was:
                setattr(module, name, getattr(ours, name))
        self._forget()
        return True

    def _forget(self) -> None:
        for cache in self.caches:
            cache.cache_clear()

    def _run_afresh(self, mutant: Mutant, tests: list[pytest.Item]) -> NoReturn:
        """In the fork: become a new pytest that imports the mutant."""
        try:
            note = self.folder / f"{os.getpid()}.json"
            note.write_text(json.dumps({"path": str(mutant.path), "source": mutant.source()}))
            files = dict.fromkeys(item.nodeid.split("::")[0] for item in tests)
            arguments = ["-x", "-q", "-p", "no:cacheprovider", "-p", "scripts.mutated", "-m", WITHOUT]
            command = [sys.executable, "-m", "pytest", *arguments, *files]
            _hide_output()
            os.execve(sys.executable, command, child_environment(**{VARIABLE: str(note)}))
        finally:
            os._exit(CANNOT_SWAP)

    def _wait(self) -> None:
        """Wait until one of the forks ends, and end those that take too long."""
        while True:
            for pid, (mutant, ends_at, afresh) in list(self.running.items()):
                ended, status = os.waitpid(pid, os.WNOHANG)
                if ended:
                    del self.running[pid]
                    self._finish(mutant, os.waitstatus_to_exitcode(status), afresh=afresh)
                    return
                if time.monotonic() > ends_at:
                    _kill(pid)
            time.sleep(0.01)

    def _finish(self, mutant: Mutant, code: int, *, afresh: bool) -> None:
        # what was worked out from a constant while it was imported is as it was: only a fresh start shows it
        unsure = code == SURVIVED and mutant.function is None
        if not afresh and (unsure or code == CANNOT_SWAP):
            self.to_start_afresh.append(mutant)
        else:
            outcomes = {SURVIVED: Outcome.SURVIVED, NO_TESTS: Outcome.UNTESTED}
            self.report(mutant, outcomes.get(code, Outcome.NOTICED))

    def _end_all(self) -> None:
        for pid in self.running:
            _kill(pid)
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)


@contextmanager
def _tracing(
    files: set[str], item: pytest.Item, callers: dict[tuple[str, FunctionKey], set[pytest.Item]]
) -> Iterator[None]:
    """Note which functions of these files are called meanwhile, in any thread."""

    def on_call(frame: FrameType, _event: str, _arg: object) -> None:
        code = frame.f_code
        if code.co_filename in files:
            callers[code.co_filename, _key_of(code)].add(item)

    threading.settrace(on_call)
    sys.settrace(on_call)
    try:
        yield
    finally:
        sys.settrace(None)
        threading.settrace(None)


def _functions_by_file(files: set[str]) -> dict[str, list[FunctionType]]:
    """Return every function of these files, wherever it has got to: wrapped, or in a table."""
    found = defaultdict(list)
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename in files:
            found[thing.__code__.co_filename].append(thing)
    return found


def _modules() -> list[ModuleType]:
    # whatever else stands there has no names of its own
    return [module for module in sys.modules.values() if hasattr(module, "__dict__")]


def _functions_in(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _functions_in(constant)


def _key_of(code: CodeType) -> FunctionKey:
    return code.co_qualname, code.co_firstlineno


@contextmanager
def _silence() -> Iterator[None]:
    """Hide what the tests print."""
    sys.stdout.flush()
    kept = [os.dup(number) for number in (1, 2)]
    _hide_output()
    try:
        yield
    finally:
        sys.stdout.flush()
        for number, copy in zip((1, 2), kept, strict=True):
            os.dup2(copy, number)
            os.close(copy)


def _hide_output() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
