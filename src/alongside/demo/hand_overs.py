"""Services that people of the story were put in touch with, and what some of them say of it."""

from datetime import timedelta

from alongside.accounts.models import User
from alongside.casework.actions.warm import begin_warm_hand_over, record_how_it_went, record_ring
from alongside.casework.models import AgreedHow, Answer, AskedHow, GotIn, Rung, Treated, WarmHandOver
from alongside.common import clock
from alongside.demo.cast import Cast, moment
from alongside.directory.models import Service
from alongside.people.models import Person
from alongside.voice.actions import keep_fairness_entry, record_consent
from alongside.voice.models import SaidHow, Theme, Use

FOOD, WARMTH, BED = "Canal Lane food bank", "Warm Room", "Willow night shelter"
NOT_LISTED = "The library’s reading group"
WORDS = (
    "They said come back with a letter. I had the letter in my hand.",
    "I waited two hours and then they shut.",
    "She looked at my shoes and said they were full.",
    "They told me to ring. I have no phone.",
)
"""What four people say of one service: enough to be spoken of outside."""


def put_in_touch(cast: Cast) -> None:
    """One to ring, two to ask after, one who thinks about it, and some who were turned away."""
    maya = cast.workers["maya"]
    to_ring, first, second = people = _known_to(cast, maya)[:3]
    with clock.at(moment(cast.today, 7)):
        _begin(to_ring, FOOD, by=maya)
    _ring(cast, first, BED, by=maya, days_ago=7)
    _ask_once(cast, _ring(cast, second, WARMTH, by=maya, days_ago=28), by=maya)
    with clock.at(moment(cast.today - timedelta(days=1), 16)):
        begin_warm_hand_over(second, by=maya, to_whom=NOT_LISTED, agreed=Answer.NOT_YET)
    people.append(next(one for one in cast.people if one not in people))
    for person, words in zip(people, WORDS, strict=True):
        _turn_away(cast, person, by=maya, words=words)


def _known_to(cast: Cast, lead: User) -> list[Person]:
    places = [place for place, (one, _shadow) in cast.regulars.items() if one == lead]
    met = [person for place in places for person in cast.known_at[place]]
    return [person for person in met if not person.is_anonymous_contact]


def _begin(person: Person, service: str, *, by: User) -> WarmHandOver:
    return begin_warm_hand_over(
        person,
        by=by,
        service=Service.objects.get(name=service),
        what_for="Somewhere warm, and somebody who listens",
        agreed=Answer.YES,
        agreed_how=AgreedHow.READ_BACK,
        may_tell="My first name, and that I need it this week.",
    )


def _ring(cast: Cast, person: Person, service: str, *, by: User, days_ago: int) -> WarmHandOver:
    with clock.at(moment(cast.today - timedelta(days=days_ago), 12)):
        return record_ring(
            _begin(person, service, by=by),
            by=by,
            rung=Rung.TOGETHER,
            rang_on=clock.today(),
            said_back="Come on Thursday after two, and ask for the desk.",
            to_expect="They ask for a name and where you slept. You need not say more.",
        )


def _ask_once(cast: Cast, hand_over: WarmHandOver, *, by: User) -> None:
    """A week after the call; the second time is today."""
    with clock.at(moment(cast.today - timedelta(days=21), 12)):
        record_how_it_went(
            hand_over,
            by=by,
            asked_on=clock.today(),
            asked_how=AskedHow.MET,
            got_in=GotIn.YES,
            treated=Treated.WELL,
            words="They were all right with me.",
        )


def _turn_away(cast: Cast, person: Person, *, by: User, words: str) -> None:
    """We may count it and use the words, and name nobody."""
    with clock.at(moment(cast.today - timedelta(days=3), 15)):
        entry = keep_fairness_entry(
            person,
            by=by,
            service=Service.objects.get(name=BED),
            theme=Theme.TURNED_AWAY,
            words=words,
            happened_on=clock.today(),
        )
        record_consent(entry, by=by, uses=(Use.COUNT, Use.QUOTE), said_how=SaidHow.SPOKEN)
