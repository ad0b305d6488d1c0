"""Changing who holds master access and who may post, by the page."""

from django.test import Client

from charioteer.channels.models import Channel


def post(client: Client, channel: Channel, kind: str, **typed: str):
    """Send the form as it was opened, with what is typed."""
    form = client.get(f"/register/{channel.ref}/people/{kind}/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    return client.post(f"/register/{channel.ref}/people/{kind}/", {**data, **typed})


def test_slots_are_read_line_by_line(as_amara: Client, capella: Channel, priya) -> None:
    written = "Priya Nair (Teacher)\nHead of Centre\nBeth Stone"
    assert post(as_amara, capella, "poster", written=written, reason="Autumn term").status_code == 302
    slots = list(capella.slots.order_by("position").values_list("person__name", "office", "name", "as_written"))
    assert slots == [
        ("Priya Nair", "teacher", "Priya Nair", "Priya Nair (Teacher)"),
        (None, "head_of_centre", "", "Head of Centre"),
        (None, "", "Beth Stone", "Beth Stone"),
    ]


def test_without_a_reason_nothing_changes(as_amara: Client, capella: Channel) -> None:
    response = post(as_amara, capella, "master", written="Headteacher")
    assert response.status_code == 422
    assert not capella.slots.exists()
    assert "Headteacher" in response.content.decode()


def test_blank_is_unknown_again(as_amara: Client, capella: Channel) -> None:
    post(as_amara, capella, "master", written="Headteacher", reason="Told")
    assert post(as_amara, capella, "master", written="", reason="It was wrong").status_code == 302
    assert not capella.slots.exists()


def test_somebody_else_was_first(as_amara: Client, as_joel: Client, capella: Channel) -> None:
    form = as_amara.get(f"/register/{capella.ref}/people/master/").context["form"]
    post(as_joel, capella, "master", written="IT lead", reason="First")
    data = {"written": "Headteacher", "reason": "Second", "version": form["version"].value()}
    response = as_amara.post(f"/register/{capella.ref}/people/master/", data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "IT lead" in page
    assert response.context["form"]["written"].value() == "Headteacher"
    assert capella.slots.get().as_written == "IT lead"
