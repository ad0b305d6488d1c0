"""`mail bounced`: a delivery report from a file or a pipe."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from charioteer.cli import main
from charioteer.mail.models import Message
from charioteer.mail.tests.test_bounced import message, report

__all__ = ["message"]

pytestmark = pytest.mark.django_db


def test_the_command(message: Message, tmp_path: Path) -> None:
    file = tmp_path / "report.eml"
    file.write_bytes(report(message))
    answer = CliRunner().invoke(main, ["mail", "bounced", str(file), "--json"])
    assert answer.exit_code == 0, answer.output
    assert '"noted": 1' in answer.stdout
    piped = CliRunner().invoke(main, ["mail", "bounced", "-"], input=report(message))
    assert (piped.exit_code, piped.stdout) == (0, "It names a message of ours. Nothing new came back.\n")
    nothing = CliRunner().invoke(main, ["mail", "bounced", "-"], input=b"hello")
    assert nothing.exit_code == 2
    assert "not a delivery report" in nothing.stderr
    assert CliRunner().invoke(main, ["mail", "bounced", str(tmp_path / "none")]).exit_code == 2
