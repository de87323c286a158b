"""What we can and cannot do: publishing a version, and what a person said to it (C2)."""

from datetime import date

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun, next_number
from alongside.casework.models import Agreement, AgreementVersion, Answer, Explained
from alongside.casework.queries.agreement import agreement_now
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.people.models import Person


def publish_agreement(*, by: User, can: str, cannot: str, private: str, complain: str) -> AgreementVersion:
    """Publish the agreement in new words. Everybody who agreed before is to be asked again."""
    with recorded("agreement.publish", by=by) as note:
        version = AgreementVersion(
            id=new_id(),
            number=agreement_now().number + 1,
            from_on=clock.today(),
            can=can,
            cannot=cannot,
            private=private,
            complain=complain,
            published_by=by,
            published_at=clock.now(),
        )
        version.save(force_insert=True)
        note.about = version
    return version


def record_answer(person: Person, *, by: User, explained: str, answer: str, said_on: date) -> Agreement:
    """Write what a person says to the agreement as it stands. Work goes on whatever they say."""
    with recorded("agreement.answer", by=by, person=person, answer=answer) as note:
        agreement = Agreement(
            **begun(person, by=by),
            version=_kept(agreement_now(), by=by),
            number=next_number(Agreement.objects.filter(person=person)),
            explained=Explained(explained),
            answer=Answer(answer),
            said_on=said_on,
        )
        agreement.save(force_insert=True)
        note.about = agreement
    return agreement


def _kept(version: AgreementVersion, *, by: User) -> AgreementVersion:
    """The words that come with the program become a row when the first person answers to them."""
    if version._state.adding:
        version.published_by = by
        version.save(force_insert=True)
    return version
