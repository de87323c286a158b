"""What is said to those who may not go on: sign in, show again who you are, set up a second factor."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from alongside.accounts import proofs
from alongside.accounts.demonstration import door_is_open

READS = ("GET", "HEAD")


def is_script(request: HttpRequest) -> bool:
    """Tell whether the page's script asks, rather than somebody who would see a page."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return mode != "navigate" or "application/json" in request.headers.get("Accept", "")


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Nobody is signed in."""
    if is_script(request):
        return JsonResponse({"signed_in": False}, status=401)
    if request.method not in READS:
        return signed_out(request)
    if request.path == "/" and door_is_open(request):
        return redirect("demonstration")
    return redirect(_with_next("account_login", request))


def signed_out(request: HttpRequest) -> HttpResponse:
    """Somebody was signed in here, and is no longer (R05)."""
    if is_script(request):
        return JsonResponse({"signed_in": False}, status=401)
    sign_in_url = _with_next("account_login", request)
    context = {"sign_in_url": sign_in_url, "was_sending": request.method not in READS}
    return render(request, "accounts/signed_out.html", context, status=401)


def locked(request: HttpRequest) -> HttpResponse:
    """The one who signed in has been away for a while (R06)."""
    if is_script(request):
        return JsonResponse({"locked": True}, status=401)
    return redirect(_with_next("locked", request))


def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """They signed in with a password only, and their role sees people (R01)."""
    if is_script(request):
        return JsonResponse({"second_factor": False}, status=403)
    if request.method in READS:
        return redirect("mfa_index")
    return render(request, "accounts/second_factor_first.html", status=403)


def show_again(request: HttpRequest) -> HttpResponse:
    """It is too long ago that they showed who they are (R08)."""
    if is_script(request):
        return JsonResponse({"fresh": False}, status=403)
    # one who has yet to set up a second factor finds other pages closed (R01), and the lock asks the same
    return redirect(_with_next("again" if proofs.are_enough(request) else "locked", request))


def next_page(request: HttpRequest) -> str:
    """Return the page of ours to go on to, as the address or the form names it."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else "/"


def page_of(request: HttpRequest) -> str:
    """Return the page that somebody is looking at: a form may be sent to another address than its own."""
    if request.method in READS:
        return request.get_full_path()
    shown = urlsplit(request.headers.get("Referer", ""))
    return shown.path if shown.path and shown.netloc == request.get_host() else request.path


def _with_next(name: str, request: HttpRequest) -> str:
    page = page_of(request)
    return reverse(name) + (f"?{urlencode({'next': page})}" if page != "/" else "")
