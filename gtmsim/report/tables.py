"""The results as text files: JSON and CSV, the same bytes for the same numbers. No dates, no machine names."""

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def as_json(said: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """Text that any reader of JSON takes: no NaN, no infinity."""
    return (json.dumps(said, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """With a byte order mark, since spreadsheets garble Chinese without it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def number(x: float) -> str:
    """Shortest text that reads back as `x`; "" where there is no value, "inf" where it is infinite."""
    return "" if math.isnan(x) else repr(x)


def field(text: str) -> str:
    """A text as a field of a file."""
    return as_csv((text, ""), ()).decode("utf-8-sig")[: -len(",\n")]
