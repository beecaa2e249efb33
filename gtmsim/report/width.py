"""How wide the text on a terminal may be."""

import shutil
import textwrap

PIPE = 220  # a pipe has room


def columns() -> int:
    """Columns of the terminal, or those of COLUMNS; a pipe has room."""
    return shutil.get_terminal_size((PIPE, 24)).columns


def folded(text: str, indent: str = "") -> str:
    """A sentence on as many lines as the terminal needs; one line in a pipe."""
    return textwrap.fill(text, max(columns(), 40), initial_indent=indent, subsequent_indent=indent)
