"""The outbox is emptied into a real mail server: taken, refused, put off, cut off, and the server away."""

import email
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import policy

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from charioteer.mail import queries
from charioteer.mail.actions import send
from charioteer.mail.handing import AuthRefused, SenderRefused, ServerAway
from charioteer.mail.models import Message, State
from charioteer.mail.sending import FORGOTTEN, GIVE_UP, Round
from charioteer.mail.tasks import send_waiting
from charioteer.mail.tests.post_office import PASSWORD, USER, PostOffice, free_port, open_office

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
SETTINGS = {"EMAIL_HOST": "127.0.0.1", "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False, "EMAIL_TIMEOUT": 3}


class Clock:
    """A clock that is set by hand."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(settings: LazySettings) -> Iterator[PostOffice]:
    with open_office(PostOffice()) as found:
        _point(settings, found)
        yield found


def _point(settings: LazySettings, office: PostOffice) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SENDS_MAIL = True
    for name, value in {**SETTINGS, "EMAIL_PORT": office.port}.items():
        setattr(settings, name, value)
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = USER.decode(), PASSWORD.decode()


def _letter(to: str = "priya@lyra.example", key: str = "one") -> Message:
    lines = ["Something waits for you – at “Vega House”.", "Sign in to read it."]
    message = send(
        to=to, subject="Something waits", lines=lines, link="https://c.example/mine/", trust_id=1, key=key, now=NOW
    )
    assert message
    return message


def _state(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def test_it_is_taken_once(office: PostOffice, clock: Clock) -> None:
    message = _letter()
    text = message.text
    assert Round(clock).go() == 1
    assert Round(clock).go() == 0
    assert (_state(message), message.sent_at, message.tries, len(office.taken)) == (State.SENT, NOW, 1, 1)
    envelope = office.taken[0]
    assert envelope.rcpt_tos == ["priya@lyra.example"]
    read = email.message_from_bytes(envelope.content, policy=policy.default)
    assert read["Message-ID"] == message.message_id
    assert read["Auto-Submitted"] == "auto-generated"
    assert str(read["From"]) == "Charioteer <charioteer@localhost>"
    assert read.get_content_type() == "text/plain"
    assert read.get_content().splitlines() == text.splitlines()
    assert "“Vega House”" in read.get_content()
    assert message.text == ""  # it may hold a one-time link


def test_a_link_that_ran_out_while_it_waited_is_not_sent(office: PostOffice, clock: Clock) -> None:
    late, good = _letter(key="late"), _letter(key="good")
    Message.objects.filter(pk=late.pk).update(good_until=NOW)
    Message.objects.filter(pk=good.pk).update(good_until=NOW + timedelta(seconds=1))
    assert Round(clock).go() == 1
    assert [_state(late), _state(good)] == [State.LAPSED, State.SENT]
    assert (late.text, late.next_try_at, len(office.taken)) == ("", None, 1)
    assert queries.not_delivered(1) == [late]


def test_nor_kept_where_there_is_no_mail_server(settings: LazySettings) -> None:
    settings.SENDS_MAIL = False
    late = _letter()
    Message.objects.update(good_until=NOW)
    send_waiting.do()
    assert (_state(late), late.text) == (State.LAPSED, "")


def test_the_database_keeps_no_link_of_mail_that_is_over(clock: Clock) -> None:
    message = _letter()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(state=State.SENT)


def test_many_go_over_one_line(office: PostOffice, clock: Clock) -> None:
    for number in range(12):
        _letter(key=str(number))
    assert Round(clock).go() == 12
    assert office.connections == 1


def test_undelivered_mail_comes_back_to_a_box_that_names_it(
    office: PostOffice, clock: Clock, settings: LazySettings
) -> None:
    settings.MAIL_BOUNCES = "bounces@c.example"
    message = _letter()
    Round(clock).go()
    assert office.taken[0].mail_from == f"bounces+{message.mark}@c.example"


def test_an_address_that_does_not_exist(office: PostOffice, clock: Clock) -> None:
    office.to_recipient["priya@lyra.example"] = ["550 5.1.1 No such user priya"]
    message, other = _letter(), _letter("joel@lyra.example", "two")
    assert Round(clock).go() == 1
    assert (_state(message), message.last_error) == (State.BOUNCED, "550 5.1.1")
    assert _state(other) == State.SENT
    assert set(queries.bounced(["Priya@Lyra.example", "joel@lyra.example"])) == {"priya@lyra.example"}


def test_a_policy_of_theirs_says_nothing_of_the_address(office: PostOffice, clock: Clock) -> None:
    office.to_recipient["priya@lyra.example"] = ["550 5.7.1 Relaying denied"]
    message = _letter()
    Round(clock).go()
    assert _state(message) == State.REFUSED
    assert queries.bounced(["priya@lyra.example"]) == {}


def test_refused_for_good_by_what_it_is(office: PostOffice, clock: Clock) -> None:
    office.to_data = ["554 5.3.4 Too big"]
    message = _letter()
    Round(clock).go()
    assert (_state(message), message.last_error) == (State.REFUSED, "554 5.3.4")


@pytest.mark.parametrize("where", ["recipient", "data"])
def test_put_off_then_taken(office: PostOffice, clock: Clock, where: str) -> None:
    if where == "recipient":
        office.to_recipient["priya@lyra.example"] = ["451 4.7.1 Come back later"]
    else:
        office.to_data = ["452 4.2.2 Box full"]
    message = _letter()
    assert Round(clock).go() == 0
    assert _state(message) == State.WAITING
    assert message.next_try_at > NOW
    assert Round(clock).go() == 0, "it does not insist"
    clock.now = message.next_try_at
    assert Round(clock).go() == 1
    assert (_state(message), message.tries, len(office.taken)) == (State.SENT, 2, 1)


def test_put_off_for_five_days_is_given_up(office: PostOffice, clock: Clock) -> None:
    office.to_data = ["452 4.2.2 Box full"] * 3
    message = _letter()
    Round(clock).go()
    clock.now = NOW + GIVE_UP
    Round(clock).go()
    assert _state(message) == State.REFUSED


def test_the_line_goes_dead_in_the_middle(office: PostOffice, clock: Clock) -> None:
    """Whether it was taken nobody knows, so it goes again, under the same name."""
    office.to_data = [""]
    message, other = _letter(), _letter(key="two")
    with pytest.raises(ServerAway):
        Round(clock).go()
    assert [_state(message), _state(other)] == [State.WAITING, State.WAITING]
    clock.now += timedelta(hours=2)
    assert Round(clock).go() == 2
    named = [email.message_from_bytes(envelope.content)["Message-ID"] for envelope in office.taken]
    assert sorted(named) == sorted([message.message_id, other.message_id])


def test_a_line_that_goes_dead_for_a_week_gives_up_nothing(office: PostOffice, clock: Clock) -> None:
    office.to_data = [""] * 7
    message = _letter()
    for _ in range(7):
        with pytest.raises(ServerAway):
            Round(clock).go()
        clock.now += timedelta(days=1)
    assert _state(message) == State.WAITING
    assert Round(clock).go() == 1


def test_what_cannot_be_written_stands_in_nobodys_way(office: PostOffice, clock: Clock) -> None:
    bad, good = _letter(), _letter(key="two")
    Message.objects.filter(pk=bad.pk).update(subject="One\nBcc: all@lyra.example")
    assert Round(clock).go() == 1
    assert [_state(bad), _state(good)] == [State.REFUSED, State.SENT]


def test_killed_between_their_yes_and_our_note(
    office: PostOffice, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one moment in which a message may go twice: then both carry the same name."""

    class Died(BaseException):
        pass

    def die(*_: object) -> None:
        raise Died

    message = _letter()
    with monkeypatch.context() as patched:
        patched.setattr(Round, "_settle", die)
        with pytest.raises(Died):
            Round(clock).go()
    assert (_state(message), len(office.taken)) == (State.SENDING, 1)
    clock.now += FORGOTTEN
    assert Round(clock).go() == 1
    named = {email.message_from_bytes(envelope.content)["Message-ID"] for envelope in office.taken}
    assert (named, len(office.taken)) == ({message.message_id}, 2)


def test_our_password_is_wrong(office: PostOffice, clock: Clock, settings: LazySettings) -> None:
    settings.EMAIL_HOST_PASSWORD = "wrong"
    message = _letter()
    with pytest.raises(AuthRefused):
        Round(clock).go()
    assert (_state(message), message.tries) == (State.WAITING, 0)
    assert "wrong" not in AuthRefused.says


def test_a_server_that_is_down_for_a_day(clock: Clock, settings: LazySettings) -> None:
    office = PostOffice(port=free_port())
    _point(settings, office)
    messages = [_letter(key=str(number)) for number in range(3)]
    for _ in range(24):
        with pytest.raises(ServerAway):
            Round(clock).go()
        clock.now += timedelta(hours=1)
    assert {_state(message) for message in messages} == {State.WAITING}
    with open_office(office):
        assert Round(clock).go() == 3
    named = [email.message_from_bytes(envelope.content)["Message-ID"] for envelope in office.taken]
    assert sorted(named) == sorted(message.message_id for message in messages)


def test_our_own_address_is_refused(clock: Clock, settings: LazySettings) -> None:
    class Strict(PostOffice):
        async def handle_MAIL(self, *_: object) -> str:
            return "550 5.7.1 Not from you"

    with open_office(Strict()) as office:
        _point(settings, office)
        message = _letter()
        with pytest.raises(SenderRefused):
            Round(clock).go()
    assert _state(message) == State.WAITING


def test_the_sender_died_with_the_letter_in_its_hand(office: PostOffice, clock: Clock) -> None:
    message = _letter()
    Message.objects.filter(pk=message.pk).update(state=State.SENDING, sending_at=NOW)
    assert Round(clock).go() == 0, "perhaps it is being handed over at this moment"
    clock.now = NOW + FORGOTTEN
    assert Round(clock).go() == 1
    assert email.message_from_bytes(office.taken[0].content)["Message-ID"] == message.message_id


def test_without_a_server_mail_waits(clock: Clock, settings: LazySettings) -> None:
    settings.SENDS_MAIL = False
    message = _letter()
    send_waiting.do()
    assert _state(message) == State.WAITING
    assert queries.waiting()[0] == 1
