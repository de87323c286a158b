"""The form page that every app above this one uses: what is typed on it is never lost."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse

from alongside.accounts.access import SignedInRequest
from alongside.accounts.pages import answer_form
from alongside.drafts.keeper import keeper_of


def form_page(
    request: SignedInRequest,
    form_class: Callable[..., BaseForm],
    *,
    template: str,
    save: Callable[[dict[str, Any]], Any],
    then: str | Callable[[Any], str],
    context: Mapping[str, Any] | None = None,
    **form_options: Any,
) -> HttpResponse:
    """Answer a form page.

    `save` gets the clean data and calls one action; what it returns goes to `then`, which names the address
    to go to. A RuleBroken from the action is shown as errors. `form_options` go to the form (initial, say).
    """
    return answer_form(
        request,
        form_class,
        template=template,
        save=save,
        then=then,
        keeper=keeper_of(request),
        context=context,
        **form_options,
    )
