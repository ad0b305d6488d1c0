"""From a file to the list: chosen, looked through, taken in or thrown away; and files that cannot be used."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags

from charioteer.channels.models import Channel
from charioteer.channels.tests.test_channel_page import HEADER
from charioteer.intake.models import Batch

ROWS = "Twitter,@HouseCapella,Headteacher,,Opened: 1/9/21\nFacebook,Clarendon Cycle Scheme,,,13/9/12\n"


def send(client: Client, data: bytes | str, name: str = "register.csv", **more: str):
    """Choose a file, and be led to where that leads."""
    data = data.encode() if isinstance(data, str) else data
    return client.post("/register/import/", {"file": SimpleUploadedFile(name, data), **more}, follow=True)


def test_nothing_is_written_before_it_is_confirmed(as_amara: Client) -> None:
    page = send(as_amara, HEADER + ROWS).content.decode()
    assert "Nothing is written yet" in page
    assert "2 rows read: 2 new, 0 changed, 0 the same, 0 that cannot be taken in." in page
    assert '<span class="ch-written">@HouseCapella</span>' in page  # as read
    assert "1 September 2021" in page  # as understood
    assert "We read “1/9/21” day first" in page  # in doubt
    assert Channel.objects.count() == 0


def test_confirmed_once_it_is_on_the_list_and_twice_changes_nothing(as_amara: Client) -> None:
    send(as_amara, HEADER + ROWS)
    address = f"/register/import/{Batch.objects.get().pk}/confirm/"
    page = as_amara.post(address, follow=True).content.decode()
    assert "Taken in: 2 new channels, 0 changed." in page
    assert {channel.standing for channel in Channel.objects.all()} == {"unassessed"}
    assert as_amara.post(address).status_code == 409
    page = send(as_amara, HEADER + ROWS).content.decode()
    assert "0 new, 0 changed, 2 the same" in page
    assert "This very file was taken in on" in page
    assert Channel.objects.count() == 2


def test_a_later_file_changes_only_what_it_says_anew(as_amara: Client) -> None:
    send(as_amara, HEADER + ROWS)
    as_amara.post(f"/register/import/{Batch.objects.get().pk}/confirm/")
    Channel.objects.filter(identity="x:housecapella").update(purpose="Typed by hand")
    page = send(as_amara, HEADER + ROWS.replace("1/9/21", "2/9/21")).content.decode()
    assert "0 new, 1 changed, 1 the same" in page
    as_amara.post(f"/register/import/{Batch.objects.latest('pk').pk}/confirm/")
    capella = Channel.objects.get(identity="x:housecapella")
    assert (capella.opened_edtf, capella.purpose) == ("2021-09-02", "Typed by hand")


def test_thrown_away_nothing_is_left(as_amara: Client) -> None:
    send(as_amara, HEADER + ROWS)
    batch = Batch.objects.get()
    page = as_amara.post(f"/register/import/{batch.pk}/discard/", follow=True).content.decode()
    assert "was thrown away. Nothing was written." in page
    assert not batch.lines.exists()
    assert Channel.objects.count() == 0
    assert as_amara.get(f"/register/import/{batch.pk}/").status_code == 200


def test_other_columns_can_be_chosen_and_are_remembered(as_amara: Client) -> None:
    data = "Platform,Name,Old name\nTwitter,@HouseCapella,@OldCapella\n"
    send(as_amara, data)
    batch = Batch.objects.get()
    chosen = {"column_platform": "0", "column_name": "2"}
    page = as_amara.post(f"/register/import/{batch.pk}/columns/", chosen, follow=True).content.decode()
    assert "Read again with these columns." in page
    assert batch.lines.get().understood["handle"] == "@OldCapella"
    as_amara.post(f"/register/import/{batch.pk}/confirm/")
    page = send(as_amara, data + "Instagram,new,@old.capella\n").content.decode()
    assert "The columns were matched as they were the last time." in page
    bad = {"column_platform": "0", "column_name": "0"}
    again = Batch.objects.latest("pk")
    assert as_amara.post(f"/register/import/{again.pk}/columns/", bad).status_code == 422


def test_a_file_with_other_headings_asks_which_is_which(as_amara: Client) -> None:
    data = "Was,Wo\n@HouseCapella,Twitter\n"
    response = send(as_amara, data)
    assert response.status_code == 422
    assert "Say which column is what" in response.content.decode()
    page = send(as_amara, data, column_platform="1", column_name="0").content.decode()
    assert "1 row read: 1 new" in page


def test_rows_that_cannot_be_and_rows_given_twice(as_amara: Client) -> None:
    rows = "Nosuchplatform,@HouseCapella,,,\nTwitter,@HouseCapella,,,\nX,https://twitter.com/housecapella,,,\n"
    page = send(as_amara, HEADER + rows + "Twitter,@one @two,,,\n").content.decode()
    assert "2 that cannot be taken in" in page
    assert "This is the same as row 3." in page
    cannot = as_amara.get(f"/register/import/{Batch.objects.get().pk}/?outcome=cannot").content.decode()
    assert "Nosuchplatform" in cannot
    assert "@one @two" not in cannot


def test_only_rows_in_doubt_can_be_shown(as_amara: Client) -> None:
    sure = "Platform,Name,Master,Users,Opened,Purpose,School,Address\n"
    sure += "Twitter,@HouseCapella,Headteacher / IT lead,Headteacher,13/9/2021,News,Capella House School,"
    send(as_amara, sure + "https://x.com/HouseCapella\nTwitter,@friendsof_strat,,,,,,\n")
    page = as_amara.get(f"/register/import/{Batch.objects.get().pk}/?outcome=doubted")
    assert [line.place for line in page.context["preview"].lines] == ["row 3"]
    assert "In doubt 1" in page.content.decode()


def bomb() -> bytes:
    """A small spreadsheet that would unpack to a lot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * 60_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.csv", b""),
        ("prose.txt", b"There is no table in this at all."),
        ("wrong.csv", b"Platform,Name\n\x81\x8d\x8f\x00,x\n"),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("truncated.docx", b"PK\x03\x04" + b"\x00" * 40),
        ("scan.pdf", b"%PDF-1.4\n%%EOF\n"),
        ("bomb.xlsx", bomb()),
        ("program.csv", b"MZ\x90\x00" + b"\x00" * 100),
    ],
)
def test_a_file_that_cannot_be_used_gets_a_sentence(as_amara: Client, name: str, data: bytes) -> None:
    response = send(as_amara, data, name)
    assert response.status_code == 422
    assert "govuk-error-summary" in response.content.decode()
    assert Batch.objects.count() == 0


def test_too_large_a_file_is_refused_by_its_size(as_amara: Client, settings) -> None:
    settings.UPLOAD_LIMIT = 1_000
    response = send(as_amara, b"Platform,Name\n" + b"Twitter,@x\n" * 200)
    assert response.status_code == 422
    assert Batch.objects.count() == 0


def test_no_file_at_all(as_amara: Client) -> None:
    response = as_amara.post("/register/import/", {})
    assert response.status_code == 422
    assert "Choose a file." in response.content.decode()


def test_formulas_are_words(as_amara: Client) -> None:
    send(as_amara, HEADER + 'Twitter,@HouseCapella,"=HYPERLINK(""http://evil.example"")",,\n')
    as_amara.post(f"/register/import/{Batch.objects.get().pk}/confirm/")
    assert Channel.objects.get().slots.get().as_written.startswith("=HYPERLINK")


def test_what_cannot_be_told_is_not_shown_as_an_account_and_people_are_shown_as_understood(as_amara: Client) -> None:
    page = send(as_amara, HEADER + "Twitter,@one / @two,Joel Sharma (Headteacher),,\n").content.decode()
    understood = " ".join(strip_tags(page).split())
    assert "Account: Cannot be told" in understood
    assert "Name: @one / @two" in understood
    assert "Holds master access: Joel Sharma, headteacher" in understood
    assert "May post: Unknown" in understood
