"""How wide the text on a terminal may be, and whether it may have colours. Says nothing of what is printed."""

import shutil
import sys
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

PIPE = 220  # a pipe has room


def columns() -> int:
    """Columns of the terminal, or those of COLUMNS; a pipe has room."""
    return shutil.get_terminal_size((PIPE, 24)).columns


def folded(text: str, indent: str = "") -> str:
    """A sentence on as many lines as the terminal needs; one line in a pipe."""
    return textwrap.fill(text, max(columns(), 40), initial_indent=indent, subsequent_indent=indent)


def console() -> "Console":
    """Where tables are printed: as wide as the terminal, colours on a terminal alone and where NO_COLOR is not said."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, width=columns(), soft_wrap=False)
