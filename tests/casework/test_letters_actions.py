"""Letters: what they begin with, who agreed, what prints, and where our role ends."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.casework.actions.cases import change_case, close_case
from alongside.casework.actions.letters import (
    agree_letter,
    begin_letter,
    change_letter,
    print_letter,
    record_reached,
    send_letter,
)
from alongside.casework.actions.papers import sweep_papers
from alongside.casework.letterbook import GAPS, body_of, edge_of, fill
from alongside.casework.models import Case, Letter, LetterPrint, LetterText, ReadHow, SentHow, Topic
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.crypto.files import path_of, read_sealed
from alongside.people.actions import change_person
from alongside.people.models import Person, SafeWay
from alongside.rights.rulebook import letter as rulebook_letter
from alongside.rights.rulebook import pathways
from tests.factories.casework import codes, make_case, make_instruction
from tests.factories.letters import make_letter
from tests.factories.papers import make_paper
from tests.factories.people import make_safe_contact

REFERENCE = {"reference": "AB1", "reasons": "I was in hospital", "last_on": None}


@pytest.fixture
def benefit(person: Person, advocate: User) -> Case:
    """A case about a decision on a benefit."""
    return make_case(person, by=advocate, about=Topic.BENEFITS_AWARD, aim="I want it paid")


def text_of(printed: LetterPrint) -> str:
    """Return what stands on a print."""
    content = read_sealed(owner=printed.person_id, name=printed.file)
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_letter_begins_with_what_stands_in_the_case(advocate: User, benefit: Case) -> None:
    make_instruction(benefit, by=advocate, agreed_on=clock.today(), words="I paid {name} in May")
    day = clock.today().replace(day=1)
    paper = make_paper(benefit, by=advocate, dated_on=day, received_on=day)

    letter = begin_letter(benefit, by=advocate, draft="mr-request", paper=paper, **REFERENCE)

    body = letter.body or ""
    told = ("I was in hospital", "I paid {name} in May", "I want it paid", f"1 {day:%B %Y}", "Jo Marsh")
    assert letter.subject == "Mandatory reconsideration: AB1"
    assert [words in body for words in told] == [True] * 5
    assert (letter.to_whom, letter.kind, letter.began_code) == (
        rulebook_letter("mr-request").to,
        "letter",
        "mr-request",
    )


def test_gap_is_shown_and_nobody_agrees_to_it(advocate: User, benefit: Case) -> None:
    letter = begin_letter(benefit, by=advocate, draft="mr-request")

    with pytest.raises(RuleBroken) as broken:
        agree_letter(letter, by=advocate, agreed_on=clock.today(), agreed_how=ReadHow.ALOUD)

    body = letter.body or ""
    assert ("[my reasons]" in body, "It reached me on" in body) == (True, False)
    assert codes(broken) == ["gaps"]


def test_every_letter_of_the_rule_book_can_be_filled() -> None:
    values = dict.fromkeys(GAPS, "canary")

    for pathway in pathways():
        for letter in pathway.letters:
            assert "{" not in body_of(letter, values) + fill(letter.subject, values)


def test_c17_pathway_that_only_refers_names_whom_to_go_to() -> None:
    found = replace(pathways()[0], refer_only=True, refer_to=(("A law centre", "they are free"),))

    problems = edge_of(Topic.BENEFITS_AWARD, (found,))

    assert [problem.code for problem in problems] == ["refer_only"]
    assert "A law centre: they are free." in str(problems[0].sentence)


def test_empty_letter_begins_with_the_agreed_words_or_the_aim(advocate: User, case: Case) -> None:
    without = begin_letter(case, by=advocate)
    make_instruction(case, by=advocate, agreed_on=clock.today())
    with_words = begin_letter(case, by=advocate, kind="call")

    assert (without.body, with_words.body) == ("I want to keep my flat", "I paid the rent in May")
    assert (without.kind, with_words.is_call, without.subject) == ("letter", True, None)


def test_changing_the_words_keeps_the_old_and_takes_the_agreement_away(advocate: User, case: Case) -> None:
    letter = make_letter(case, by=advocate, agreed=True, body="Old words")

    change_letter(letter, by=advocate, to_whom="The court", subject="", body="New words", reply_to="")

    letter.refresh_from_db()
    earlier = LetterText.objects.filter(letter=letter, body__isnull=False).latest("written_at", "id")
    assert (letter.body, letter.is_agreed, letter.agreed_by, letter.subject) == (
        "New words",
        False,
        None,
        None,
    )
    assert (earlier.body, earlier.was_agreed_on) == ("Old words", clock.today())


def test_saving_the_same_words_leaves_the_agreement(advocate: User, case: Case) -> None:
    letter = make_letter(case, by=advocate, agreed=True)
    before = LetterText.objects.count()

    change_letter(
        letter,
        by=advocate,
        to_whom=letter.to_whom or "",
        subject=letter.subject or "",
        body=letter.body or "",
    )

    assert (letter.is_agreed, LetterText.objects.count()) == (True, before)


def test_letter_does_not_print_before_it_is_agreed(advocate: User, case: Case) -> None:
    letter = make_letter(case, by=advocate)

    with pytest.raises(RuleBroken) as broken:
        print_letter(letter, by=advocate)

    assert (codes(broken), LetterPrint.objects.count()) == (["not_agreed"], 0)


def test_agreement_is_not_older_than_the_words(advocate: User, case: Case) -> None:
    letter = make_letter(case, by=advocate)

    with pytest.raises(RuleBroken) as broken:
        agree_letter(
            letter, by=advocate, agreed_on=clock.today() - timedelta(days=1), agreed_how=ReadHow.ALOUD
        )

    assert codes(broken) == ["older"]


def test_agreement_holds_from_the_day_the_words_were_begun(advocate: User, case: Case) -> None:
    letter = begin_letter(case, by=advocate, kind="call")
    letter_with_side = make_letter(case, by=advocate)

    change_case(case, by=advocate, about=case.about, other_side="The council")
    named = begin_letter(case, by=advocate)
    agree_letter(named, by=advocate, agreed_on=clock.today(), agreed_how=ReadHow.PHONE)

    assert (named.is_agreed, letter.is_agreed, letter_with_side.is_agreed) == (True, False, False)


def test_print_is_kept_to_the_byte_with_who_agreed(advocate: User, case: Case) -> None:
    letter = make_letter(case, by=advocate, agreed=True)

    printed = print_letter(letter, by=advocate)
    large = print_letter(letter, by=advocate, is_large=True)

    text = text_of(printed)
    assert [words in text for words in ("Town Hall", "My flat", "Please look again.", "Jo Marsh")] == [
        True
    ] * 4
    assert (printed.agreed_by, printed.agreed_how, printed.agreed_on) == (advocate, "aloud", clock.today())
    assert [(kept.number, kept.is_large) for kept in letter.prints.all()] == [(1, False), (2, True)]
    assert Entry.objects.filter(action="letter.print", person=case.person_id).count() == 2
    assert large.size == len(read_sealed(owner=case.person_id, name=large.file))


def test_print_is_tagged_and_in_british_english(advocate: User, case: Case) -> None:
    printed = print_letter(make_letter(case, by=advocate, agreed=True), by=advocate)

    root: Any = PdfReader(BytesIO(read_sealed(owner=case.person_id, name=printed.file))).root_object
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"], "/StructTreeRoot" in root) == (True, "en-GB", True)


def test_words_for_a_call_leave_room_for_answers(advocate: User, case: Case) -> None:
    words = "I am Jo.\n\nWhen?\n\nWho?"
    call = make_letter(case, by=advocate, kind="call", body=words, agreed=True, subject="")

    printed = print_letter(call, by=advocate, is_large=True)

    content = read_sealed(owner=case.person_id, name=printed.file)
    drawn = PdfReader(BytesIO(content)).pages[0].get_contents()
    assert drawn is not None
    assert drawn.get_data().count(b"/Artifact<</Type/Layout>>BDC") == 2
    assert "Words for a call" in text_of(printed)


@pytest.mark.parametrize(
    "payload",
    [
        '#read("/etc/passwd")',
        '#eval("1 + 1")',
        "*bold* _slanted_ `code` $x^2$ @label <label>",
        "= Heading",
        "\\u{41} // gone /* gone */",
        "<script>alert(1)</script>",
        '"}, "is_call": true, {"',
    ],
)
def test_r43_markup_in_a_letter_is_printed_as_it_was_typed(advocate: User, case: Case, payload: str) -> None:
    letter = make_letter(
        case, by=advocate, to_whom=payload, subject=payload, body=payload, reply_to=payload, agreed=True
    )

    printed = print_letter(letter, by=advocate)

    assert "".join(text_of(printed).split()).count("".join(payload.split())) == 4


def test_letter_our_typeface_cannot_draw_is_named_and_nothing_printed(advocate: User, case: Case) -> None:
    letter = make_letter(case, by=advocate, body="Ask for Мария 😀", agreed=True)

    with pytest.raises(RuleBroken) as broken:
        print_letter(letter, by=advocate)

    assert codes(broken) == ["cannot_draw"]
    assert "М а р и я 😀" in str(broken.value.problems[0].sentence)


def test_a11_unsafe_address_does_not_stand_on_a_letter(advocate: User, case: Case, person: Person) -> None:
    change_person(person, by=advocate, address="12 High Street, Bexhill\nTN40 1AA")

    begun = begin_letter(case, by=advocate)
    typed = make_letter(case, by=advocate, body="Write to me at 12 High  Street.")
    with pytest.raises(RuleBroken) as broken:
        agree_letter(typed, by=advocate, agreed_on=clock.today(), agreed_how=ReadHow.ALOUD)

    assert (begun.reply_to, codes(broken)) == (None, ["address"])


def test_a11_address_no_longer_safe_is_not_printed(advocate: User, case: Case, person: Person) -> None:
    change_person(person, by=advocate, address="12 High Street, Bexhill")
    make_safe_contact(person, SafeWay.LETTER, by=advocate)
    letter = begin_letter(case, by=advocate)
    change_letter(
        letter, by=advocate, to_whom="The council", body="Look again.", reply_to=letter.reply_to or ""
    )
    agree_letter(letter, by=advocate, agreed_on=clock.today(), agreed_how=ReadHow.READ)
    printed = print_letter(letter, by=advocate)

    make_safe_contact(person, SafeWay.CALL, by=advocate)
    with pytest.raises(RuleBroken) as broken:
        print_letter(letter, by=advocate)

    assert ("12 High Street" in text_of(printed), codes(broken)) == (True, ["address"])


def test_c17_no_letter_where_the_law_keeps_the_advice_to_others(advocate: User, person: Person) -> None:
    debt = make_case(person, by=advocate, about=Topic.DAILY_DEBT)

    with pytest.raises(RuleBroken) as broken:
        begin_letter(debt, by=advocate)

    assert (codes(broken), Letter.objects.count()) == (["refer_only"], 0)


def test_c17_letter_stops_where_the_case_becomes_one_for_others(advocate: User, case: Case) -> None:
    letter = make_letter(case, by=advocate, agreed=True)
    change_case(case, by=advocate, about=Topic.DAILY_IMMIGRATION)
    letter = Letter.objects.get()

    for act in (
        lambda: print_letter(letter, by=advocate),
        lambda: change_letter(letter, by=advocate, to_whom="x", body="y"),
        lambda: agree_letter(letter, by=advocate, agreed_on=clock.today(), agreed_how=ReadHow.READ),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert codes(broken) == ["refer_only"]


def test_words_changed_while_the_pdf_was_made_do_not_pass(advocate: User, case: Case) -> None:
    stale = make_letter(case, by=advocate, agreed=True)
    other = Letter.objects.get()
    change_letter(other, by=advocate, to_whom="The court", body="Other words")
    agree_letter(other, by=advocate, agreed_on=clock.today(), agreed_how=ReadHow.READ)

    with pytest.raises(RuleBroken) as broken:
        print_letter(stale, by=advocate)

    assert (codes(broken), LetterPrint.objects.count()) == (["changed"], 0)


def test_sending_is_recorded_with_its_proof(advocate: User, case: Case) -> None:
    letter = make_letter(case, by=advocate, agreed=True)
    print_letter(letter, by=advocate)
    proof = make_paper(case, by=advocate, title="Proof of posting")

    send_letter(
        letter, by=advocate, sent_on=clock.today(), sent_how=SentHow.POST, proof=proof, proof_words="RR 1"
    )
    record_reached(letter, by=advocate, received_on=clock.today(), said_back="We will look at it")

    kept = Letter.objects.get()
    assert (kept.sent_how, kept.proof, kept.proof_words) == ("post", proof, "RR 1")
    assert (kept.received_on, kept.said_back, kept.is_sent) == (clock.today(), "We will look at it", True)


def test_what_stands_against_sending(advocate: User, case: Case) -> None:
    rough = make_letter(case, by=advocate)
    letter = make_letter(case, by=advocate, agreed=True)
    today = clock.today()

    def refused(which: Letter, **how: Any) -> list[str]:
        with pytest.raises(RuleBroken) as broken:
            send_letter(which, by=advocate, **{"sent_on": today, "sent_how": SentHow.EMAIL, **how})
        return codes(broken)

    assert refused(rough) == ["not_agreed"]
    assert refused(letter, sent_on=today - timedelta(days=1)) == ["before"]
    assert refused(letter, sent_how=SentHow.BY_HAND) == ["not_printed"]
    send_letter(letter, by=advocate, sent_on=today, sent_how=SentHow.PHONE, said_back="Yes")
    assert refused(letter) == ["sent"]
    with pytest.raises(RuleBroken) as broken:
        change_letter(letter, by=advocate, to_whom="x", body="y")
    assert codes(broken) == ["sent"]


def test_letter_comes_after_it_was_sent(advocate: User, case: Case) -> None:
    letter = make_letter(case, by=advocate, agreed=True)

    with pytest.raises(RuleBroken) as unsent:
        record_reached(letter, by=advocate, received_on=clock.today())
    send_letter(letter, by=advocate, sent_on=clock.today(), sent_how=SentHow.EMAIL)
    with pytest.raises(RuleBroken) as early:
        record_reached(letter, by=advocate, received_on=clock.today() - timedelta(days=1))

    assert (codes(unsent), codes(early)) == (["not_sent"], ["before_sent"])


def test_nothing_is_written_in_a_closed_case(advocate: User, case: Case) -> None:
    letter = make_letter(case, by=advocate, agreed=True)
    close_case(case, by=advocate, reason="stopped", aim_met="not_said")

    for act in (
        lambda: begin_letter(case, by=advocate),
        lambda: print_letter(letter, by=advocate),
        lambda: change_letter(letter, by=advocate, to_whom="x", body="y"),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert codes(broken) == ["case_closed"]
    assert not any(path_of(kept).exists() for kept in LetterPrint.objects.values_list("file", flat=True))


def test_prints_are_not_swept_away(advocate: User, case: Case) -> None:
    printed = print_letter(make_letter(case, by=advocate, agreed=True), by=advocate)

    with time_machine.travel(clock.now() + timedelta(days=3)):
        swept = sweep_papers()

    assert (swept, path_of(printed.file).exists()) == (0, True)
