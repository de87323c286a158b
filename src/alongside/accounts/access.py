"""Every view says who may open it; a test looks that each one does."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse

from alongside.accounts import answers, proofs
from alongside.accounts.models import User
from alongside.accounts.pages import Keeper
from alongside.audit.actions import record
from alongside.audit.models import Outcome

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
Rule = Callable[[User], bool]


class SignedInRequest(HttpRequest):
    """A request whose user has signed in: what a view with a rule receives."""

    user: User
    keeper: Keeper


def public(view: View[P]) -> View[P]:
    """Anybody may open this, signed in or not."""
    cast(Any, view).access_rule = "public"
    return view


def allowed(rule: Rule) -> Callable[[Callable[Concatenate[SignedInRequest, P], HttpResponse]], View[P]]:
    """Only users for whom `rule` holds. Others get the page that is not there, and it is recorded."""

    def decorate(view: Callable[Concatenate[SignedInRequest, P], HttpResponse]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            user = request.user
            if not isinstance(user, User) or not rule(user):
                record("page.open", by=user if isinstance(user, User) else None, outcome=Outcome.REFUSED)
                raise Http404
            return view(cast(SignedInRequest, request), *args, **kwargs)

        cast(Any, guarded).access_rule = rule.__name__
        return cast(View[P], guarded)

    return decorate


def fresh(view: Callable[Concatenate[Any, P], HttpResponse]) -> View[P]:
    """Ask those who have not shown who they are for ten minutes to do so again, and bring them back (R08).

    What they were sending is kept as a draft by the middleware of drafts, which looks for `needs_fresh`.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if isinstance(request.user, User) and not proofs.is_fresh(request):
            return answers.show_again(request)
        return view(request, *args, **kwargs)

    cast(Any, guarded).needs_fresh = True
    return cast(View[P], guarded)


def before_second_factor(view: View[P]) -> View[P]:
    """Also open to those who have yet to set up the second factor that their role needs (R01)."""
    cast(Any, view).opens_before_second_factor = True
    return view


def while_locked(view: View[P]) -> View[P]:
    """Also open while the session is locked."""
    cast(Any, view).opens_while_locked = True
    return view


def secret(view: View[P]) -> View[P]:
    """What is sent here is never kept as a draft: passwords, codes, keys."""
    cast(Any, view).keeps_nothing = True
    return view


def rule_of(view: Callable[..., Any]) -> str:
    """Return the name of the rule a view goes by; empty when it names none."""
    return str(getattr(view, "access_rule", ""))
