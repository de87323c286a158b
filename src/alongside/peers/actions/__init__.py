"""Every change to an advocate's journey."""

from alongside.peers.actions.applications import (
    accept_invitation,
    apply,
    decide_application,
    end_invitation,
    invite,
    open_account_of,
    write_chat,
)
from alongside.peers.actions.belonging import (
    add_trouble_news,
    publish_team_agreement,
    raise_trouble,
    set_goal,
    share_goal,
    sign_team_agreement,
    tell_goal,
    write_leaving_chat,
)
from alongside.peers.actions.checks import (
    agree_check,
    appeal_check,
    hear_appeal,
    propose_check,
)
from alongside.peers.actions.shadowing import see_competence, write_shadowed
from alongside.peers.actions.stages import move_stage
from alongside.peers.actions.training import (
    begin_cohort,
    finish_catch_up,
    finish_training,
    join_cohort,
    move_lesson,
    plan_catch_up,
    take_register,
    write_evidence,
)

__all__ = [
    "accept_invitation",
    "add_trouble_news",
    "agree_check",
    "appeal_check",
    "apply",
    "begin_cohort",
    "decide_application",
    "end_invitation",
    "finish_catch_up",
    "finish_training",
    "hear_appeal",
    "invite",
    "join_cohort",
    "move_lesson",
    "move_stage",
    "open_account_of",
    "plan_catch_up",
    "propose_check",
    "publish_team_agreement",
    "raise_trouble",
    "see_competence",
    "set_goal",
    "share_goal",
    "sign_team_agreement",
    "take_register",
    "tell_goal",
    "write_chat",
    "write_evidence",
    "write_leaving_chat",
    "write_shadowed",
]
