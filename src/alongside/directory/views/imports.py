"""Pages for bringing in lists of services: choose, say what the columns mean, try, keep, take back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_coordinate
from alongside.common.problems import Problem, RuleBroken
from alongside.directory.actions import imports as actions
from alongside.directory.forms.imports import ChooseFileForm, ColumnsForm
from alongside.directory.models import ImportBatch, ImportPreset
from alongside.directory.queries.imports import import_seen, imports_so_far
from alongside.directory.work import start_work
from alongside.drafts.pages import form_page

LISTS_A_PAGE = 25


@require_GET
@allowed(may_coordinate)
def import_list(request: SignedInRequest) -> HttpResponse:
    """What was brought in so far."""
    page = Paginator(imports_so_far(), LISTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "directory/imports/list.html", {"page": page})


@allowed(may_coordinate)
def import_new(request: SignedInRequest) -> HttpResponse:
    """Choose a file."""
    return form_page(
        request,
        ChooseFileForm,
        template="directory/imports/form.html",
        save=lambda clean: _begun(request, clean),
        then=lambda batch: reverse("directory-import-columns", args=[batch.pk]),
        context=_frame(
            _("Bring in a list of services"),
            _("Nothing is kept yet. You see first what would come in, and what could not be read."),
            _("Go on"),
        ),
    )


def _frame(title: str, intro: str, submit: str) -> dict[str, str]:
    back = reverse("directory-imports")
    words = {"title": title, "intro": intro, "submit": submit, "back_label": _("Lists brought in")}
    return {**words, "back_url": back, "cancel_url": back}


def _begun(request: SignedInRequest, clean: dict[str, Any]) -> ImportBatch:
    upload: UploadedFile[bytes] = clean["upload"]
    content = upload.read()
    if len(content) != upload.size:
        too_big = _("This file is too big. Cut it into smaller ones.")
        raise RuleBroken(Problem("too_big", too_big, field="upload"))
    preset = ImportPreset.objects.filter(pk=clean["preset"]).first() if clean["preset"] else None
    return actions.begin_import(by=request.user, content=content, file_name=str(upload.name), preset=preset)


@allowed(may_coordinate)
def import_columns(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Say what the columns mean; then it is tried out."""
    batch = get_object_or_404(ImportBatch, pk=batch_id, file__isnull=False)
    table = actions.opened_file(batch).table
    mapping = actions.mapping_of(batch)
    return form_page(
        request,
        ColumnsForm,
        template="directory/imports/form.html",
        save=lambda clean: _try_out(request, batch, clean),
        then=reverse("directory-import", args=[batch.pk]),
        context=_frame(
            _("What do the columns mean?"), _intro(batch, table.notes if table else ()), _("Try it out")
        ),
        table=table,
        columns=mapping.columns,
        initial={
            "source": batch.source,
            "needs": mapping.always.get("needs", []),
            "as_of": mapping.as_of,
            "is_private": mapping.always.get("not_in_public_feed", False),
        },
    )


def _intro(batch: ImportBatch, notes: tuple[str, ...]) -> str:
    rows = ngettext("%(n)d row in the file.", "%(n)d rows in the file.", batch.rows_in) % {"n": batch.rows_in}
    return " ".join([rows, *notes, _("Nothing is kept until you say so.")])


def _try_out(request: SignedInRequest, batch: ImportBatch, clean: dict[str, Any]) -> None:
    actions.choose_columns(batch, by=request.user, **clean)
    start_work(actions.ask_for_import(batch, by=request.user, is_trial=True))


@require_GET
@allowed(may_coordinate)
def import_one(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """What an import would do, is doing, or did."""
    batch = get_object_or_404(ImportBatch.objects.defer("before").select_related("made_by"), pk=batch_id)
    seen = import_seen(batch, page=request.GET.get("page"))
    answer = render(request, "directory/imports/one.html", {"seen": seen, "batch": batch})
    if seen.is_at_work:
        # shows how far it is without a script; the page also has a link
        answer["Refresh"] = "20"
    return answer


@require_POST
@allowed(may_coordinate)
def import_keep(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Bring in what was tried out."""
    batch = get_object_or_404(ImportBatch, pk=batch_id)
    try:
        start_work(actions.ask_for_import(batch, by=request.user, is_trial=False))
    except RuleBroken as broken:
        messages.error(request, str(broken.problems[0].sentence))
    return redirect("directory-import", batch_id)


@require_POST
@allowed(may_coordinate)
def import_drop(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Let go of a file that is not wanted."""
    batch = get_object_or_404(ImportBatch, pk=batch_id)
    try:
        actions.drop_import(batch, by=request.user)
    except RuleBroken as broken:
        messages.error(request, str(broken.problems[0].sentence))
        return redirect("directory-import", batch_id)
    messages.success(request, _("That list was let go. Nothing of it was brought in."))
    return redirect("directory-imports")


@require_POST
@allowed(may_coordinate)
def import_undo(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Take back what an import did."""
    batch = get_object_or_404(ImportBatch, pk=batch_id)
    try:
        kept = actions.undo_import(batch, by=request.user)
    except RuleBroken as broken:
        messages.error(request, str(broken.problems[0].sentence))
        return redirect("directory-import", batch_id)
    messages.success(request, _("That list was taken back."))
    if kept:
        names = ", ".join(service.name for service in kept[:20])
        messages.warning(
            request,
            _("These stay, because somebody changed or used them since: %(names)s") % {"names": names},
        )
    return redirect("directory-import", batch_id)
