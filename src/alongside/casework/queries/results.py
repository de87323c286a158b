"""What came of a case."""

from alongside.casework.models import Case, Result


def results_of(case: Case) -> list[Result]:
    """Return what came of a case, the last told first."""
    return list(Result.objects.filter(case=case).order_by("-told_on", "-id"))
