"""What is not finished says nothing of concerns to anybody but their writer."""

from datetime import timedelta

from alongside.accounts.models import User
from alongside.common import clock
from alongside.desk.queries import unfinished_by_others, unfinished_of
from alongside.drafts.actions import keep_draft
from alongside.people.models import Person


def test_r56_concern_that_is_begun_is_counted_for_its_writer_only(
    advocate: User, coordinator: User, person: Person
) -> None:
    page = f"/people/{person.pk}/concerns/new/"
    with clock.at(clock.now() - timedelta(days=2)):
        keep_draft(page, {"saw": ["A bruise"]}, by=advocate, person_id=person.pk)
        keep_draft("/concerns/new/", {"saw": ["A bruise"]}, by=advocate)

    assert unfinished_by_others(coordinator) == []
    assert {one.draft.page for one in unfinished_of(advocate)} == {page, "/concerns/new/"}
