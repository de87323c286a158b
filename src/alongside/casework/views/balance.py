"""One press by the person: was it about me?"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.casework.actions.balance import score_balance
from alongside.casework.models import Balance
from alongside.people.access import changeable_person


@allowed(may_do_advocacy)
def balance(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Hand them the screen: three answers, one press."""
    person = changeable_person(request, person_id, page="balance")
    score = request.POST.get("score")
    if request.method == "POST" and score in Balance.values:
        score_balance(person, score=Balance(score), by=request.user)
        messages.success(request, _("Thank you."))
        return redirect("person", person.pk)
    context = {"person": person, "answers": Balance.choices, "is_wrong": request.method == "POST"}
    return render(request, "casework/balance.html", context, status=422 if context["is_wrong"] else 200)
