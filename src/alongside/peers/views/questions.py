"""Pages of the six short questions."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.drafts.pages import form_page
from alongside.peers.actions.questions import answer_six, answer_six_with
from alongside.peers.forms.questions import SixForm
from alongside.peers.queries.questions import my_six, rounds_over
from alongside.peers.rules.questions import SMALLEST_GROUP, may_read_pooled
from alongside.peers.views.frames import frame
from alongside.people.access import changeable_person

PAGE = "common/form_page.html"


@allowed(may_do_advocacy)
def mine(request: SignedInRequest) -> HttpResponse:
    """What I answer in these twelve weeks."""
    return form_page(
        request,
        SixForm,
        template=PAGE,
        save=lambda clean: answer_six(by=request.user, **clean),
        then=reverse("more"),
        context=frame(
            _("Six short questions"),
            _("Save"),
            back="more",
            intro=_("The same for those who help and those who are helped, every 12 weeks."),
        ),
        initial=my_six(request.user),
    )


@allowed(may_do_advocacy)
def with_person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """What somebody we stand alongside answers, as they say it."""
    person = changeable_person(request, person_id, page="person-six")
    return form_page(
        request,
        SixForm,
        template=PAGE,
        save=lambda clean: answer_six_with(person, by=request.user, **clean),
        then=reverse("person", args=[person.pk]),
        context=frame(
            _("Six short questions"),
            _("Save"),
            back="person",
            args=[person.pk],
            intro=_("For them to answer. Hand them the screen, or read it out. It does not show again."),
        ),
    )


@require_GET
@allowed(may_read_pooled)
def pooled(request: SignedInRequest) -> HttpResponse:
    """What both sides answered, each on average."""
    return render(request, "peers/six.html", {"rounds": rounds_over(), "least": SMALLEST_GROUP})
