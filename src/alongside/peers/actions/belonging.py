"""Promises to each other, putting things right, leaving well, and where next (E15, E17)."""

from datetime import date

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import refuse_if
from alongside.peers.models import (
    GoalKind,
    LeavingChat,
    NextGoal,
    TeamAgreement,
    TeamSignature,
    Trouble,
    TroubleNews,
)
from alongside.peers.rules import (
    answer_day,
    bring_problems,
    news_problems,
    sign_problems,
    step_for,
)


def publish_team_agreement(*, we: str, you: str, by: User) -> TeamAgreement:
    """Publish what we promise each other in new words. Everybody is asked again."""
    with recorded("team_agreement.publish", by=by) as note:
        last = TeamAgreement.objects.order_by("-number").first()
        version = TeamAgreement(
            number=(last.number if last else 0) + 1,
            from_on=clock.today(),
            we=we,
            you=you,
            made_by=by,
            made_at=clock.now(),
        )
        version.save(force_insert=True)
        note.about = version
    return version


def sign_team_agreement(version: TeamAgreement, *, by: User) -> TeamSignature:
    """Agree to the words as they stand."""
    refuse_if(sign_problems(version))
    with recorded("team_agreement.sign", by=by) as note:
        note.about, _made = TeamSignature.objects.get_or_create(
            version=version, made_by=by, defaults={"made_at": clock.now()}
        )
        return note.about


def raise_trouble(*, words: str, to: User, by: User, wish: str = "") -> Trouble:
    """Say that something is not right, to somebody one chooses."""
    refuse_if(bring_problems(by, to))
    with recorded("trouble.raise", by=by, to=to.pk) as note:
        trouble = Trouble(
            words=words,
            wish=wish or None,
            step=step_for(to),
            brought_to=to,
            answer_by=answer_day(clock.today()),
            made_by=by,
            made_at=clock.now(),
        )
        trouble.save(force_insert=True)
        note.about = trouble
    return trouble


def add_trouble_news(
    trouble: Trouble, *, what: str, by: User, is_right: bool = False, to: User | None = None
) -> TroubleNews:
    """Write what was done. It may be put right by it, or whose it is may take it to somebody else."""
    problems = news_problems(trouble, by=by, is_decided=is_right or to is not None)
    refuse_if(problems + (bring_problems(trouble.made_by, to) if to else []))
    with recorded("trouble.add_news", by=by, is_right=is_right) as note:
        news = TroubleNews(trouble=trouble, step=trouble.step, what=what, made_by=by, made_at=clock.now())
        news.save(force_insert=True)
        note.about = news
        if is_right:
            trouble.change(ended_on=clock.today())
        elif to:
            trouble.change(brought_to=to, step=step_for(to), answer_by=answer_day(clock.today()))
    return news


def write_leaving_chat(
    user: User, *, said_on: date, by: User, good: str = "", better: str = "", reach: str = ""
) -> LeavingChat:
    """Keep what somebody says who leaves."""
    with recorded("leaving.write", by=by, user=user.pk) as note:
        chat = LeavingChat(
            user=user,
            said_on=said_on,
            good=good or None,
            better=better or None,
            reach=reach or None,
            made_by=by,
            made_at=clock.now(),
        )
        chat.save(force_insert=True)
        note.about = chat
    return chat


def set_goal(
    *, kind: GoalKind, goal: str, by: User, first_step: str = "", is_shared: bool = False
) -> NextGoal:
    """Keep where somebody wants to go next."""
    with recorded("goal.set", by=by, kind=kind, is_shared=is_shared) as note:
        row = NextGoal(
            kind=kind,
            goal=goal,
            first_step=first_step or None,
            is_shared=is_shared,
            made_by=by,
            made_at=clock.now(),
        )
        row.save(force_insert=True)
        note.about = row
    return row


def tell_goal(goal: NextGoal, *, result: str, by: User) -> None:
    """Write how it went: first after 13 weeks, then after 26."""
    with recorded("goal.tell", by=by, about=goal):
        goal.change(**{"result_13" if goal.result_13 is None else "result_26": result})


def share_goal(goal: NextGoal, *, is_shared: bool, by: User) -> None:
    """Share it with those who supervise, or keep it to oneself from now on."""
    with recorded("goal.share", by=by, about=goal, is_shared=is_shared):
        goal.change(is_shared=is_shared)
