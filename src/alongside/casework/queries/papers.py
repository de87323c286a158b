"""Papers of a case, and files that wait for somebody to let them go."""

from alongside.accounts.models import User
from alongside.casework.models import Case, FileState, Paper, PaperFile
from alongside.casework.rules import visible_to
from alongside.crypto.keys import with_keys


def papers_of(case: Case) -> list[Paper]:
    """Return the papers of a case with their pages, the last that came first."""
    papers = Paper.objects.filter(case=case).prefetch_related("files").select_related("written_by")
    return with_keys(papers.order_by("-written_at", "-id"), "written_by")


def pages_of(paper: Paper) -> list[PaperFile]:
    """Return the pages of a paper in order."""
    pages = list(paper.files.select_related("written_by", "released_by"))
    for page in pages:
        page.paper = paper
    return pages


def held_files(user: User, *, limit: int = 50) -> list[PaperFile]:
    """Return files held back until somebody lets them go, of people whom `user` may see; the oldest first."""
    held = visible_to(user, PaperFile.objects.filter(state=FileState.HELD))
    held = held.select_related("person", "paper", "written_by").order_by("written_at", "id")[:limit]
    return with_keys(held, "person", "written_by")
