"""Every change to a person, to who works with them, and to who must not see them."""

from alongside.people.actions.contact import (
    change_need,
    end_need,
    keep_no_needs,
    record_need,
    write_safe_contact,
)
from alongside.people.actions.link import link_people, unlink_people
from alongside.people.actions.record import (
    ask_to_join,
    change_person,
    record_person,
    seen_on,
    start_waiting,
    start_with_person,
    stop_waiting,
)
from alongside.people.actions.sight import (
    CLINIC_SIGHT_DAYS,
    begin_partnership,
    change_partnership,
    end_partnership,
    giving_problems,
    hand_over,
    hand_over_all,
    meet_at_clinic,
)
from alongside.people.actions.sight_glass import break_glass, close_glass, review_glass
from alongside.people.actions.sight_own import (
    close_own_file,
    keep_apart,
    link_worker_to_own_record,
    open_up_person,
    resolve_dual_role,
    restrict_person,
    tell_own_record,
    wall_from_own_file,
)
from alongside.people.actions.sight_privacy import see_alert
from alongside.people.actions.sight_walls import (
    build_wall,
    declare_conflict,
    end_behind_walls,
    lift_wall,
    match_declaration,
    not_meant,
    settle_declaration,
)

__all__ = [
    "CLINIC_SIGHT_DAYS",
    "ask_to_join",
    "begin_partnership",
    "break_glass",
    "build_wall",
    "change_need",
    "change_partnership",
    "change_person",
    "close_glass",
    "close_own_file",
    "declare_conflict",
    "end_behind_walls",
    "end_need",
    "end_partnership",
    "giving_problems",
    "hand_over",
    "hand_over_all",
    "keep_apart",
    "keep_no_needs",
    "lift_wall",
    "link_people",
    "link_worker_to_own_record",
    "match_declaration",
    "meet_at_clinic",
    "not_meant",
    "open_up_person",
    "record_need",
    "record_person",
    "resolve_dual_role",
    "restrict_person",
    "review_glass",
    "see_alert",
    "seen_on",
    "settle_declaration",
    "start_waiting",
    "start_with_person",
    "stop_waiting",
    "tell_own_record",
    "unlink_people",
    "wall_from_own_file",
    "write_safe_contact",
]
