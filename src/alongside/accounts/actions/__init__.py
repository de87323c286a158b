"""Accounts, roles, links and the service: every change."""

from alongside.accounts.actions.accounts import (
    change_account,
    change_password,
    change_roles,
    close_account,
    give_role,
    open_account,
    reopen_account,
    set_supervisor,
    sign_out_everywhere,
    take_role,
)
from alongside.accounts.actions.links import (
    Address,
    call_off_help,
    come_in,
    make_link,
    prove_help,
    send_link,
    start_help,
)
from alongside.accounts.actions.service import change_service, set_up_service

__all__ = [
    "Address",
    "call_off_help",
    "change_account",
    "change_password",
    "change_roles",
    "change_service",
    "close_account",
    "come_in",
    "give_role",
    "make_link",
    "open_account",
    "prove_help",
    "reopen_account",
    "send_link",
    "set_supervisor",
    "set_up_service",
    "sign_out_everywhere",
    "start_help",
    "take_role",
]
