"""PostgreSQL: dumped from one snapshot, restored into an empty database, and what is said where that cannot be."""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from charioteer.backup import copying
from charioteer.backup.scratch import address
from charioteer.backup.tests import house
from charioteer.errors import NotNow

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="needs PostgreSQL"),
]
COUNT = "from charioteer.audit.models import Entry; print(Entry.objects.count())"


@pytest.fixture
def databases() -> Iterator[tuple[str, str]]:
    """Two empty databases, by their addresses."""
    import psycopg

    server = {**connection.settings_dict, "NAME": "postgres"}
    names = [f"charioteer_test_{secrets.token_hex(4)}" for _ in range(2)]
    with psycopg.connect(address(server), autocommit=True) as open_server:
        for name in names:
            open_server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        yield tuple(address({**server, "NAME": name}) for name in names)  # type: ignore[misc]
        for name in names:
            open_server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_there_and_back(databases: tuple[str, str], tmp_path: Path) -> None:
    old, new = databases
    data, out, into = tmp_path / "data", tmp_path / "out", tmp_path / "new"
    assert house.run(data, "init", "--example", "auriga", DATABASE_URL=old).returncode == 0
    made = house.run(data, "backup", "--new-key", "--to", str(out), "--json", DATABASE_URL=old)
    assert made.returncode == 0, made.stderr
    facts = json.loads(made.stdout)
    assert (facts["engine"], facts["opened_with_offline_key"]) == ("postgresql", True)
    (identity := tmp_path / "offline.txt").write_text(facts["new_key"])
    before = int(house.python(data, COUNT, DATABASE_URL=old))
    words = ["restore", facts["file"], "--identity", str(identity), "--into", str(into), "--json"]
    for wrong, says in (("", "--database-url"), (old, "holds"), ("mysql://x/y", "is written like postgres://")):
        refused = house.run(tmp_path / "none", *words, *(["--database-url", wrong] if wrong else []))
        assert (refused.returncode, says in refused.stderr) == (2, True), refused.stderr
    back = house.run(tmp_path / "none", *words, "--database-url", new)
    assert back.returncode == 0, back.stderr
    assert all(one["wrong"] == "" for one in json.loads(back.stdout)["checks"])
    assert int(house.python(into, COUNT, DATABASE_URL=new)) == before + 1
    assert not (into / "database.dump").exists()
    scratch = "from django.db import connection as c\nwith c.cursor() as k:\n"
    scratch += " k.execute(\"SELECT count(*) FROM pg_database WHERE datname LIKE 'charioteer_scratch_%'\")\n"
    assert house.python(into, scratch + " print(k.fetchone()[0])", DATABASE_URL=new) == "0"


def test_a_user_who_may_not_make_a_database_is_told_what_was_not_proven(
    databases: tuple[str, str], tmp_path: Path
) -> None:
    import psycopg

    old, _ = databases
    user = f"plain_{secrets.token_hex(4)}"
    name = old.rpartition("/")[2]
    with psycopg.connect(old, autocommit=True) as server:
        server.execute(f"CREATE USER {user} PASSWORD 'lantern'")
        server.execute(f'GRANT ALL ON DATABASE "{name}" TO {user}')
        server.execute(f"GRANT ALL ON SCHEMA public TO {user}")
        plain = address({**connection.settings_dict, "NAME": name, "USER": user, "PASSWORD": "lantern"})
        data = tmp_path / "data"
        try:
            assert house.run(data, "init", "--example", "auriga", DATABASE_URL=plain).returncode == 0
            made = house.run(data, "backup", "--new-key", "--to", str(tmp_path), "--json", DATABASE_URL=plain)
        finally:
            server.execute(f"DROP OWNED BY {user}")
            server.execute(f"DROP USER {user}")
    assert made.returncode == 0, made.stderr
    facts = json.loads(made.stdout)
    assert "may not make a database" in facts["not_proven"]
    assert not facts["opened_with_offline_key"]
    assert "verified" not in json.loads((data / "last-backup.json").read_text())


def test_without_its_client_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "glob", lambda *given: iter(()))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotNow, match="postgresql-client"):
        copying.find("pg_dump")
