"""The agreement as it stands, and where a person stands with it."""

from dataclasses import dataclass

from alongside.casework import first_agreement
from alongside.casework.models import Agreement, AgreementVersion, Answer
from alongside.common import clock
from alongside.people.models import Person


@dataclass(frozen=True)
class AgreementState:
    """The newest answer of a person, if any, and whether it was to words that have changed since."""

    newest: Agreement | None
    now: AgreementVersion

    @property
    def is_of_an_earlier_version(self) -> bool:
        """Tell whether the words have changed since they answered."""
        return self.newest is not None and self.newest.version_id != self.now.pk

    @property
    def ask_again(self) -> bool:
        """Tell whether to ask: never asked, not yet, or other words now."""
        return self.newest is None or self.newest.answer == Answer.NOT_YET or self.is_of_an_earlier_version


def agreement_now() -> AgreementVersion:
    """Return the newest version; before the first is kept, the one that comes with the program, not saved."""
    newest = AgreementVersion.objects.order_by("-number").first()
    if newest is not None:
        return newest
    return AgreementVersion(number=1, from_on=clock.today(), **first_agreement.words())


def versions() -> list[AgreementVersion]:
    """Return all versions, the newest first."""
    kept = list(AgreementVersion.objects.select_related("published_by").order_by("-number"))
    return kept or [agreement_now()]


def agreement_of(person: Person) -> AgreementState:
    """Return where `person` stands with the agreement."""
    newest = Agreement.objects.filter(person=person).order_by("-said_on", "-number").first()
    return AgreementState(newest, agreement_now())
