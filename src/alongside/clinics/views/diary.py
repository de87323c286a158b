"""The private diary feed: its address, and what calendars read there (L10)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.accounts.access import SignedInRequest, allowed, public, secret, while_locked
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_do_advocacy
from alongside.clinics.actions.diary import end_feed, make_feed, use_feed
from alongside.clinics.queries.diary import calendar_of, feed_behind, live_feed_of


@secret
@allowed(may_do_advocacy)
def my_feed(request: SignedInRequest) -> HttpResponse:
    """Whether I have a feed, and when it was last read. A new address is shown once."""
    address = ""
    if request.method == "POST":
        address = request.build_absolute_uri(reverse("diary-feed", args=[make_feed(by=request.user)]))
    context = {
        "feed": live_feed_of(request.user),
        "address": address,
        "subscribe": "webcal" + address[address.find(":") :] if address else "",
    }
    return render(request, "clinics/my_feed.html", context)


@allowed(may_do_advocacy)
@require_POST
def feed_end(request: SignedInRequest) -> HttpResponse:
    """Let nobody read my feed any more."""
    return pressed(
        request,
        lambda: end_feed(by=request.user),
        back=reverse("my-feed"),
        said=_("Ended. The old address shows nothing now."),
    )


@while_locked
@public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The shifts themselves, for whoever knows the address."""
    row = feed_behind(token)
    if row is None:
        raise Http404
    use_feed(row)
    answer = HttpResponse(calendar_of(row.user), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Content-Disposition"] = 'inline; filename="shifts.ics"'
    return answer
