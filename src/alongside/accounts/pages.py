"""One way for every form page and button: show what was kept, check, act, say what is wrong, lose nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, cast

from django.contrib import messages
from django.forms import BaseForm
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from alongside.common.once import once
from alongside.common.problems import RuleBroken


class Kept(Protocol):
    """What was typed on a page and not sent yet."""

    fields: Mapping[str, Sequence[str]]
    saved_at: datetime


class Keeper(Protocol):
    """Keeps what is typed on one page. The app of drafts puts one at `request.keeper`."""

    def kept(self) -> Kept | None:
        """Return what is kept."""

    def keep(self) -> object:
        """Keep what this request sends."""

    def forget(self) -> None:
        """It has been sent."""


class KeepNothing:
    """For pages on which a password is chosen."""

    def kept(self) -> None:
        """Nothing is kept."""

    def keep(self) -> None:
        """Keep nothing."""

    def forget(self) -> None:
        """There is nothing to forget."""


def answer_form(
    request: HttpRequest,
    form_class: Callable[..., BaseForm],
    *,
    template: str,
    save: Callable[[dict[str, Any]], Any],
    then: str | Callable[[Any], str],
    keeper: Keeper,
    context: Mapping[str, Any] | None = None,
    **form_options: Any,
) -> HttpResponse:
    """Answer a form page.

    `save` gets the clean data and calls one action; what it returns goes to `then`, which names the address
    to go to. A RuleBroken from the action is shown as errors. `form_options` go to the form (initial, say).
    """
    page = {**(context or {}), "draft": None}
    if request.method == "POST":
        form = form_class(request.POST, request.FILES, **form_options)
        if form.is_valid() and (address := once(request, lambda: _saved(form, save, then, keeper))):
            return redirect(address)
        keeper.keep()
        return render(request, template, {**page, "form": form}, status=422)
    kept = keeper.kept()
    form = _as_left(form_class, kept, form_options) if kept else form_class(**form_options)
    return render(request, template, {**page, "form": form, "draft": kept})


def pressed(
    request: HttpRequest, act: Callable[[], object], *, back: str, said: str | Promise = ""
) -> HttpResponse:
    """Call one action; show what stood against it, or what was done; and go back to the page."""
    try:
        act()
    except RuleBroken as broken:
        show_problems(request, broken)
    else:
        if said:
            messages.success(request, str(said))
    return redirect(back)


def show_problems(request: HttpRequest, broken: RuleBroken) -> None:
    """Show what an action refused at the top of the next page."""
    for problem in broken.problems:
        messages.error(request, str(problem.sentence))


def _saved(
    form: Any, save: Callable[[dict[str, Any]], Any], then: str | Callable[[Any], str], keeper: Keeper
) -> str | None:
    """Return the address to go to; None when it was refused, and the form says why."""
    try:
        result = save(form.cleaned_data)
    except RuleBroken as broken:
        for problem in broken.problems:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem.sentence))
        return None
    keeper.forget()
    return then if isinstance(then, str) else then(result)


def _as_left(form_class: Callable[..., Any], kept: Kept, form_options: Mapping[str, Any]) -> BaseForm:
    """Return the form filled as it was left, with no complaints yet."""
    typed = QueryDict(mutable=True)
    for name, values in kept.fields.items():
        typed.setlist(name, list(values))
    form = form_class(typed, **form_options)
    form._errors = ErrorDict(renderer=form.renderer)  # bound, and not yet checked
    return cast(BaseForm, form)
