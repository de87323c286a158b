"""Every change to the directory."""

from alongside.directory.actions.needs import set_up_needs
from alongside.directory.actions.new import list_service
from alongside.directory.actions.places import PlaceTold, add_place, change_place, remove_place
from alongside.directory.actions.reports import say_wrong, settle_report
from alongside.directory.actions.services import (
    add_service,
    change_service,
    check_service,
    close_service,
    reopen_service,
)
from alongside.directory.actions.times import set_times

__all__ = [
    "PlaceTold",
    "add_place",
    "add_service",
    "change_place",
    "change_service",
    "check_service",
    "close_service",
    "list_service",
    "remove_place",
    "reopen_service",
    "say_wrong",
    "set_times",
    "set_up_needs",
    "settle_report",
]
