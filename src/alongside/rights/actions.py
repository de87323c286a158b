"""Saying that a rule was checked."""

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.rights import rulebook
from alongside.rights.models import RuleCheck


def check_rule(key: str, *, by: User, note: str = "") -> RuleCheck:
    """Record that the newest version of a rule was compared with its source today."""
    rule = rulebook.rule(key)
    with recorded("rule.check", by=by, rule=rule.key, version=rule.version) as entry:
        entry.about = RuleCheck.objects.create(
            rule_code=rule.key, version_code=rule.version, checked_by=by, note=note or None
        )
    return entry.about
