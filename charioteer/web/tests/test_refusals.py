"""A refusal is a calm page: what, that nothing changed, who can, which clause; and never somebody else's address."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_POST

from charioteer.errors import BadInput, NotAllowed, NotNow, Refused, TooOften
from charioteer.web.refusals import LONGEST_HEADING, tell

REFUSALS: dict[str, Exception] = {
    "own": NotAllowed(
        "You cannot clear your own post. Every post needs a second pair of eyes.",
        who_can="the headteacher",
        clause="2.4b",
    ),
    "late": NotNow("Somebody else changed this channel first. Reload to see it."),
    "date": BadInput("We read “31/02/20” as 31 February, which does not exist.", where="row 12, Opened"),
    "often": TooOften("You asked more than 120 times in a minute.", retry_after=30),
    "denied": PermissionDenied("secret reason"),
    "odd": SuspiciousOperation("<script>"),
    "big": RequestDataTooBig("too big"),
    "bug": RuntimeError("secret detail"),
    "db": DatabaseError("secret table"),
}


def refuse(request: HttpRequest, which: str) -> HttpResponse:
    raise REFUSALS[which]


@require_POST
def only_post(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


urlpatterns = [path("refuse/<str:which>/", refuse), path("post/", only_post), path("", include("charioteer.urls"))]
handler400 = "charioteer.web.views.bad_request"
handler403 = "charioteer.web.views.forbidden"
handler404 = "charioteer.web.views.not_found"
handler500 = "charioteer.web.views.broken"


@pytest.fixture
def client(settings: Any) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def get(client: Client, which: str, **extra: Any) -> tuple[int, str, HttpResponse]:
    answer = client.get(f"/refuse/{which}/", **extra)
    return answer.status_code, answer.content.decode(), answer


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("which", "status", "heading"),
    [
        ("own", 403, "You cannot clear your own post"),
        ("late", 409, "Somebody else changed this channel first"),
        ("date", 422, "We read “31/02/20” as 31 February, which does not exist"),
        ("often", 429, "You asked more than 120 times in a minute"),
        ("denied", 403, "You cannot do this"),
        ("odd", 400, "We could not read what arrived"),
        ("big", 400, "That is more than we take in at once"),
        ("bug", 500, "Something broke on our side"),
        ("db", 500, "Something broke on our side"),
    ],
)
def test_every_refusal_is_a_page_of_ours_with_its_own_status(
    client: Client, which: str, status: int, heading: str
) -> None:
    code, page, _ = get(client, which)
    assert code == status
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in page
    assert "<title>" in page
    assert "changed" in page
    for never in ("secret", "Traceback", "<script"):
        assert never not in page


@pytest.mark.django_db
def test_it_says_who_can_and_why(client: Client) -> None:
    _, page, _ = get(client, "own")
    assert "Every post needs a second pair of eyes. Nothing was changed." in page
    assert "The headteacher" in page
    assert "clause 2.4b of the policy" in page


@pytest.mark.django_db
def test_bad_input_says_where(client: Client) -> None:
    assert "row 12, Opened" in get(client, "date")[1]


@pytest.mark.django_db
def test_asking_too_often_says_when_to_ask_again(client: Client) -> None:
    _, page, answer = get(client, "often")
    assert answer["Retry-After"] == "30"
    assert "Ask again in 30 seconds." in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/register/?q=a&page=2", "/register/?q=a&amp;page=2"),
        ("http://elsewhere.example/register/", ""),
        ("javascript:alert(1)", ""),
        ("http://testserver/refuse/own/", ""),
        ("", ""),
    ],
)
def test_back_leads_only_to_a_page_of_this_site(client: Client, came_from: str, back: str) -> None:
    _, page, _ = get(client, "own", headers={"referer": came_from})
    assert ("Go back to where you were" in page) == bool(back)
    assert "elsewhere.example" not in page
    assert "alert(1)" not in page
    if back:
        assert f'href="{back}"' in page


def test_the_page_for_what_broke_asks_nothing_of_the_database(client: Client) -> None:
    # No django_db mark: any query would fail this test.
    code, page, _ = get(client, "db")
    assert code == 500
    assert "treat any account you are unsure of as not ours" in page
    assert "Staff sign in" not in page


@pytest.mark.django_db
def test_a_page_that_cannot_reach_its_trust_is_the_page_for_what_broke(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", fail)
    answer = client.get("/privacy/")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()


@pytest.mark.django_db
def test_nothing_here_says_so_and_repeats_nothing_of_the_address(client: Client) -> None:
    answer = client.get("/no/such/%3Cscript%3E/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Nothing is here" in page
    assert "such" not in page


@pytest.mark.django_db
def test_a_form_without_its_mark_is_stale_and_says_what_to_do(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/post/")
    assert answer.status_code == 403
    assert "This form is stale" in answer.content.decode()
    assert "Your browser sent no cookie at all" in answer.content.decode()
    strict.cookies["csrftoken"] = "x" * 32
    assert "no cookie at all" not in strict.post("/post/").content.decode()


@pytest.mark.django_db
def test_an_address_that_only_takes_a_form_says_so(client: Client) -> None:
    answer = client.get("/post/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "only takes a form" in answer.content.decode()


def test_a_long_reason_is_not_shouted() -> None:
    reason = f"{'You cannot do this because ' * 5}it is so. Ask somebody."
    telling = tell(Refused(reason))
    assert telling.heading == "You cannot do this"
    assert telling.lead == reason


@pytest.mark.parametrize(
    ("reason", "heading", "lead"),
    [
        ("Not here.", "Not here", ""),
        ("The file is 50.5 MB. The most is 25 MB.", "The file is 50.5 MB", "The most is 25 MB."),
        ("There is no trust called “x”. “a” is one.", "There is no trust called “x”", "“a” is one."),
        ("Who asked? Nobody.", "Who asked?", "Nobody."),
    ],
)
def test_the_first_sentence_is_the_heading(reason: str, heading: str, lead: str) -> None:
    telling = tell(Refused(reason))
    assert (telling.heading, telling.lead) == (heading, lead)
    assert len(telling.heading) <= LONGEST_HEADING
