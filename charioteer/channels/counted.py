"""How many doubts a row holds, as the database itself counts them, so that an index can know it."""

from typing import Any

from django.db.models import Func, IntegerField


class Doubts(Func):
    """`Doubts("doubts")`: the number of doubts. Compared with `doubts=[]` it takes no parameter, so an index serves."""

    function = "JSON_ARRAY_LENGTH"
    arity = 1
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """There the column is jsonb, which has a function of its own."""
        return self.as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH", **extra)
