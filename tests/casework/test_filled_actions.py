"""Forms filled in with the person: begun, filled, sent, answered."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.casework.actions.cases import change_case, close_case
from alongside.casework.actions.filled import begin_form, boxes_in, fill_form, record_answer, send_form
from alongside.casework.models import Case, FormCopy, FormFilled, SentHow, Topic, WhoseWords
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.crypto.files import path_of, read_sealed
from tests.factories.casework import codes
from tests.factories.forms import fillable
from tests.factories.letters import make_blank, make_form
from tests.factories.papers import make_paper, pdf


def test_filled_form_is_kept_with_its_answers(advocate: User, case: Case) -> None:
    filled = make_form(case, by=advocate, blank=make_blank(case, by=advocate))

    copy = fill_form(filled, by=advocate, answers={"name": "Jo Marsh", "agree": "/Yes"})

    fields = PdfReader(BytesIO(read_sealed(owner=case.person_id, name=copy.file))).get_fields() or {}
    assert (fields["name"]["/V"], fields["agree"]["/V"]) == ("Jo Marsh", "/Yes")
    assert {box.name: box.value for box in boxes_in(filled)}["name"] == "Jo Marsh"
    assert Entry.objects.filter(action="form.fill", person=case.person_id).count() == 1


def test_letter_that_the_form_cannot_draw_stops_it_beside_its_box(advocate: User, case: Case) -> None:
    filled = make_form(case, by=advocate, blank=make_blank(case, by=advocate))

    with pytest.raises(RuleBroken) as broken:
        fill_form(filled, by=advocate, answers={"name": "Мария", "why": "I was ill. " * 300})

    assert [(problem.code, problem.field) for problem in broken.value.problems] == [
        ("not_drawn", "box_0"),
        ("too_long", "box_2"),
    ]
    assert (FormCopy.objects.count(), FormFilled.objects.get().answers) == (0, None)


def test_r45_form_that_is_held_back_or_no_pdf_is_not_opened(advocate: User, case: Case) -> None:
    held = make_paper(case, by=advocate, content=fillable())
    photo = make_paper(case, by=advocate)

    for blank in (held, photo, None):
        with pytest.raises(RuleBroken) as broken:
            boxes_in(make_form(case, by=advocate, blank=blank))
        assert codes(broken) == ["blank_held"]


def test_form_that_was_lost_is_said(advocate: User, case: Case) -> None:
    blank = make_blank(case, by=advocate)
    path_of(blank.files.get().file).unlink()

    with pytest.raises(RuleBroken) as broken:
        boxes_in(make_form(case, by=advocate, blank=blank))

    assert codes(broken) == ["blank_held"]


def test_pdf_without_boxes_is_said(advocate: User, case: Case) -> None:
    filled = make_form(case, by=advocate, blank=make_blank(case, by=advocate, content=pdf(b"<< >>")))

    with pytest.raises(RuleBroken) as reading:
        boxes_in(filled)
    with pytest.raises(RuleBroken) as filling:
        fill_form(filled, by=advocate, answers={"name": "Jo"})

    assert (codes(reading), codes(filling)) == (["no_boxes"], ["no_boxes"])


def test_c17_no_form_where_the_law_keeps_the_advice_to_others(advocate: User, case: Case) -> None:
    filled = make_form(case, by=advocate, blank=make_blank(case, by=advocate))
    change_case(case, by=advocate, about=Topic.DAILY_DEBT)
    filled = FormFilled.objects.get()

    with pytest.raises(RuleBroken) as beginning:
        begin_form(case, by=advocate, title="N9A", whose_words=WhoseWords.OWN)
    with pytest.raises(RuleBroken) as filling:
        fill_form(filled, by=advocate, answers={})

    assert (codes(beginning), codes(filling)) == (["refer_only"], ["refer_only"])


def test_form_is_sent_and_answered(advocate: User, case: Case) -> None:
    today = clock.today()
    filled = make_form(case, by=advocate, due_on=today + timedelta(days=7))
    paper = make_paper(case, by=advocate)

    with pytest.raises(RuleBroken) as unsent:
        record_answer(filled, by=advocate, answered_on=today)
    send_form(
        filled,
        by=advocate,
        sent_on=today,
        sent_how=SentHow.BY_HAND,
        proof=paper,
        copy=paper,
        proof_words="Took it in: Sam",
    )
    with pytest.raises(RuleBroken) as early:
        record_answer(filled, by=advocate, received_on=today - timedelta(days=1))
    record_answer(filled, by=advocate, received_on=today, answered_on=today, answer_words="Got it")

    kept = FormFilled.objects.get()
    assert (codes(unsent), codes(early)) == (["not_sent"], ["before_sent"])
    assert (kept.proof, kept.copy, kept.proof_words) == (paper, paper, "Took it in: Sam")
    assert (kept.answered_on, kept.received_on, kept.answer_words) == (today, today, "Got it")


def test_sent_form_stays_as_it_is(advocate: User, case: Case) -> None:
    filled = make_form(case, by=advocate, blank=make_blank(case, by=advocate))
    send_form(filled, by=advocate, sent_on=clock.today(), sent_how=SentHow.POST)

    with pytest.raises(RuleBroken) as filling:
        fill_form(filled, by=advocate, answers={"name": "Jo"})
    with pytest.raises(RuleBroken) as sending:
        send_form(filled, by=advocate, sent_on=clock.today(), sent_how=SentHow.POST)

    assert (codes(filling), codes(sending)) == (["sent"], ["sent"])


def test_no_form_in_a_closed_case(advocate: User, case: Case) -> None:
    close_case(case, by=advocate, reason="stopped", aim_met="not_said")

    with pytest.raises(RuleBroken) as broken:
        make_form(case, by=advocate)

    assert codes(broken) == ["case_closed"]
