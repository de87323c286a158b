"""The pages of papers, and the files they show."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.audit.models import Entry, Outcome
from alongside.casework.actions.papers import add_paper_page
from alongside.casework.models import Case, Paper, PaperDate, PaperFile
from alongside.casework.queries.papers import held_files, papers_of
from alongside.crypto.files import path_of
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.casework import make_case
from tests.factories.papers import make_paper, pdf, picture, upload
from tests.factories.people import make_person, make_wall

WORDS = {"kind": "letter", "title": "canarytitle", "from_whom": "The council"}
DAY = {"received_on_day": "3", "received_on_month": "11", "received_on_year": "2025"}


@pytest.fixture
def case(advocate: User, person: Person) -> Case:
    """An open case of `person`."""
    return make_case(person, by=advocate)


@pytest.fixture
def paper(advocate: User, case: Case) -> Paper:
    """A letter of one page."""
    return make_paper(case, by=advocate)


def at(name: str, paper: Paper, *more: Any) -> str:
    """Return the address of a page of this paper."""
    return reverse(name, args=[paper.person_id, paper.case_id, paper.pk, *more])


def test_paper_is_kept_from_a_photo(signed_in: SignIn, advocate: User, case: Case) -> None:
    client = signed_in(advocate)
    address = reverse("paper-new", args=[case.person_id, case.pk])

    form = client.get(address).content.decode()
    answer = client.post(address, {**WORDS, **DAY, "upload": upload(name="Jo.png")})

    paper = Paper.objects.get()
    assert ('enctype="multipart/form-data"' in form, 'type="file"' in form) == (True, True)
    assert answer["Location"] == at("paper", paper)
    assert (paper.title, str(paper.received_on)) == ("canarytitle", "2025-11-03")


def test_page_shows_the_paper_and_its_picture(signed_in: SignIn, advocate: User, paper: Paper) -> None:
    page = signed_in(advocate).get(at("paper", paper)).content.decode()

    assert ("The council&#x27;s decision" in page, f'src="{at("paper-file", paper, 1)}"' in page) == (
        True,
        True,
    )


def test_r46_file_is_sent_for_saving_only_under_a_name_that_says_nothing(
    signed_in: SignIn, advocate: User, paper: Paper
) -> None:
    answer = signed_in(advocate).get(at("paper-file", paper, 1))

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == f'attachment; filename="{paper.files.get().file.hex[:8]}.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.startswith(b"\xff\xd8\xff")


def test_r27_every_opening_of_a_file_is_recorded(signed_in: SignIn, advocate: User, paper: Paper) -> None:
    client = signed_in(advocate)

    for _ in range(2):
        client.get(at("paper-file", paper, 1))

    opened = Entry.objects.filter(action="file.open", about=str(paper.files.get().pk))
    assert [(entry.actor, entry.person) for entry in opened] == [(advocate.pk, paper.person_id)] * 2


def test_r47_link_to_a_file_is_as_one_to_nothing_once_a_wall_stands(
    signed_in: SignIn, advocate: User, person: Person, paper: Paper
) -> None:
    client = signed_in(advocate)
    assert client.get(at("paper-file", paper, 1)).status_code == 200

    make_wall(person, advocate)
    hidden = client.get(at("paper-file", paper, 1))
    missing = client.get(reverse("paper-file", args=[uuid4(), uuid4(), uuid4(), 1]))

    assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert Entry.objects.filter(outcome=Outcome.REFUSED, person=person.pk).count() == 1


PAGES: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("paper", ()),
    ("paper-page-new", ()),
    ("paper-dates", ()),
    ("paper-file", (1,)),
    ("paper-release", (1,)),
)


def test_r11_no_page_of_a_paper_is_there_for_others(
    signed_in: SignIn,
    other_advocate: User,
    walled_advocate: User,
    dp_lead: User,
    board_member: User,
    paper: Paper,
) -> None:
    for user in (other_advocate, walled_advocate, dp_lead, board_member):
        client = signed_in(user)
        for name, more in PAGES:
            answer = client.get(at(name, paper, *more))
            assert (answer.status_code, b"council" in answer.content) == (404, False)
        keep = reverse("paper-new", args=[paper.person_id, paper.case_id])
        assert client.post(keep, {**WORDS, "upload": upload()}).status_code == 404
    assert Paper.objects.count() == 1


def test_r11_paper_of_another_case_or_person_is_not_there(
    signed_in: SignIn, advocate: User, coordinator: User, paper: Paper
) -> None:
    other_case = make_case(paper.person, by=advocate)
    elsewhere = make_case(make_person(by=coordinator, called="Kit"), by=coordinator)
    client = signed_in(coordinator)

    for case in (other_case, elsewhere):
        for name, more in PAGES:
            address = reverse(name, args=[case.person_id, case.pk, paper.pk, *more])
            assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["paper-file", "paper-release"])
def test_page_of_a_paper_that_is_not_there(
    signed_in: SignIn, coordinator: User, paper: Paper, name: str
) -> None:
    assert signed_in(coordinator).get(at(name, paper, 2)).status_code == 404


def test_r45_held_file_is_never_sent(
    signed_in: SignIn, advocate: User, coordinator: User, case: Case
) -> None:
    held = make_paper(case, by=advocate, content=pdf(b"<< >>"))

    for user in (advocate, coordinator):
        client = signed_in(user)
        assert client.get(at("paper-file", held, 1)).status_code == 404
        assert "Nobody can open this yet" in client.get(at("paper", held)).content.decode()


def test_coordinator_lets_a_held_file_go(
    signed_in: SignIn, advocate: User, coordinator: User, case: Case
) -> None:
    held = make_paper(case, by=advocate, content=pdf(b"<< >>"))
    client, address = signed_in(coordinator), at("paper-release", held, 1)

    asked = client.get(address).content.decode()
    unsure = client.post(address, {})
    sure = client.post(address, {"knows": "on"})
    page = client.get(at("paper", held)).content.decode()
    file = client.get(at("paper-file", held, 1))

    assert ("IMG_0001.jpg" in asked, "Ana Reyes" in asked, unsure.status_code) == (True, True, 422)
    assert sure["Location"] == at("paper", held)
    assert ("Cora Lind let it go" in page, file["Content-Type"]) == (True, "application/pdf")
    assert signed_in(advocate).get(address).status_code == 404


def test_another_page_is_added(signed_in: SignIn, advocate: User, paper: Paper) -> None:
    client = signed_in(advocate)

    answer = client.post(at("paper-page-new", paper), {"upload": upload(picture("PNG"))})
    page = client.get(at("paper", paper)).content.decode()

    assert answer["Location"] == at("paper", paper)
    assert ("Page 1" in page, "Page 2" in page) == (True, True)


def test_dates_are_put_right_on_their_page(signed_in: SignIn, advocate: User, paper: Paper) -> None:
    client = signed_in(advocate)

    answer = client.post(at("paper-dates", paper), {**DAY, "why": "The envelope"})
    page = client.get(at("paper", paper)).content.decode()

    assert answer["Location"] == at("paper", paper)
    assert PaperDate.objects.get().became_on == Paper.objects.get().received_on
    assert ("3 November 2025" in page, "The envelope" in page, "until Ana Reyes changed it" in page) == (
        True,
    ) * 3


def test_r45_wrong_file_is_said_beside_the_question_and_words_stay(
    signed_in: SignIn, advocate: User, case: Case
) -> None:
    address = reverse("paper-new", args=[case.person_id, case.pk])

    answer = signed_in(advocate).post(address, {**WORDS, "upload": upload(b"PK\x03\x04", name="macro.docm")})

    page = answer.content.decode()
    assert (answer.status_code, "Word files, zip files" in page) == (422, True)
    assert ("canarytitle" in page, "Choose the photo or file again" in page) == (True, True)
    assert 'href="#id_upload"' in page


@pytest.mark.parametrize("first", ["upload", "words"])
def test_file_that_is_too_big_is_said_in_words_and_words_stay(
    signed_in: SignIn, advocate: User, case: Case, settings: Any, first: str
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    file = {"upload": upload(picture() + b"\0" * 1024 * 1024)}
    sent = {**file, **WORDS} if first == "upload" else {**WORDS, **file}

    answer = signed_in(advocate).post(reverse("paper-new", args=[case.person_id, case.pk]), sent)

    page = answer.content.decode()
    assert (answer.status_code, "too big: at most 1 MB" in page, "canarytitle" in page) == (422, True, True)
    assert not Paper.objects.exists()


def test_no_file_is_said(signed_in: SignIn, advocate: User, case: Case) -> None:
    answer = signed_in(advocate).post(reverse("paper-new", args=[case.person_id, case.pk]), WORDS)

    assert "Take a photo, or choose a file" in answer.content.decode()


def test_r30_file_that_was_moved_or_lost_is_not_sent_and_is_recorded(
    signed_in: SignIn, advocate: User, paper: Paper
) -> None:
    page = add_paper_page(paper, by=advocate, upload=upload(picture("PNG")))
    one, two = path_of(paper.files.get(number=1).file), path_of(page.file)
    two.write_bytes(one.read_bytes())
    one.unlink()
    client = signed_in(advocate)

    assert [client.get(at("paper-file", paper, number)).status_code for number in (1, 2)] == [404, 404]
    assert client.get(at("paper", paper)).status_code == 200
    assert Entry.objects.filter(action="file.unreadable", outcome=Outcome.REFUSED).count() == 2


def test_r44_paper_without_its_token_is_refused(signed_in: SignIn, advocate: User, case: Case) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(advocate).cookies

    answer = strict.post(reverse("paper-new", args=[case.person_id, case.pk]), {**WORDS, "upload": upload()})

    assert (answer.status_code, Paper.objects.count()) == (403, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_papers_of_a_case_cost_the_same_for_one_and_three(
    advocate: User, case: Case, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        make_paper(case, by=advocate)

    with django_assert_num_queries(2):
        papers = papers_of(case)
        shown = [(paper.label, paper.written_by.name, paper.holds_back) for paper in papers]

    assert shown == [("The council's decision", "Ana Reyes", False)] * rows


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_paper_costs_the_same_for_one_page_and_three(
    signed_in: SignIn,
    advocate: User,
    paper: Paper,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(rows - 1):
        add_paper_page(paper, by=advocate, upload=upload())
    client = signed_in(advocate)

    with django_assert_num_queries(18):
        page = client.get(at("paper", paper)).content.decode()

    assert page.count("<h2>Page ") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_held_files_cost_the_same_for_one_and_three(
    advocate: User,
    coordinator: User,
    case: Case,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(rows):
        make_paper(make_case(case.person, by=advocate), by=advocate, content=pdf(b"<< >>"))
    assert coordinator.roles

    with django_assert_num_queries(1):
        shown = [
            (page.person.label, page.paper.label, page.written_by.name) for page in held_files(coordinator)
        ]

    assert shown == [("Jo", "The council's decision", "Ana Reyes")] * rows
    assert PaperFile.objects.count() == rows
