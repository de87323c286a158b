"""How every rule stands: checked against its source, or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.common import clock
from alongside.rights import rulebook
from alongside.rights.models import RuleCheck
from alongside.rights.reckoning import add_months
from alongside.rights.rule import Rule

CHECK_LASTS_MONTHS = 6


@dataclass(frozen=True)
class RuleState:
    """Whether a date of this rule shows amber, the words for it, and the newest check."""

    is_amber: bool
    words: str | Promise
    checked_on: date | None
    checked_by: str


def states() -> dict[str, RuleState]:
    """Return the state of the newest version of every rule, by key. One query."""
    rules = rulebook.rules()
    return dict(zip((rule.key for rule in rules), states_of(rules), strict=True))


def states_of(rules: Sequence[Rule]) -> list[RuleState]:
    """Return the state of each of these rules, each in the version it is. One query."""
    keys = {rule.key for rule in rules}
    checks = RuleCheck.objects.filter(rule_code__in=keys).select_related("checked_by")
    newest = {(one.rule_code, one.version_code): one for one in checks.order_by("checked_on", "id")}
    return [_state(rule, newest.get((rule.key, rule.version))) for rule in rules]


def _state(rule: Rule, check: RuleCheck | None) -> RuleState:
    checked_on, checked_by = rule.checked_on, rule.checked_by
    if check and (checked_on is None or check.checked_on >= checked_on):
        checked_on, checked_by = check.checked_on, str(check.checked_by.name)
    if checked_on is None:
        return RuleState(is_amber=True, words=_("Not checked yet"), checked_on=None, checked_by="")
    is_amber = clock.today() > add_months(checked_on, CHECK_LASTS_MONTHS)
    return RuleState(is_amber, _words(checked_on, is_amber=is_amber), checked_on, checked_by)


def _words(checked_on: date, *, is_amber: bool) -> str:
    day = date_format(checked_on)
    if is_amber:
        return gettext("Not checked since %(day)s") % {"day": day}
    return gettext("Checked on %(day)s") % {"day": day}
