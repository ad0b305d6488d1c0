"""Inserts plain rows past the ORM, as fast as the database takes them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models


def insert(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert many rows whose keys nobody needs to know.

    Args:
        model: whose table.
        fields: names of the columns as the database has them ("channel_id").
        rows: values in that order, each as the database stores it: text, numbers, None, JSON already written, moments
            through `moment`. Defaults of the model are not filled in.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(field) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            # Table and column names are our own; every value is a parameter.
            insertion = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
            cursor.executemany(insertion, list(rows))


def moment(value: datetime) -> Any:
    """A moment as this database stores it."""
    return connection.ops.adapt_datetimefield_value(value)
