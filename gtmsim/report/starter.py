"""The starter scenario, written where there is no file yet."""

from pathlib import Path

from gtmsim.report.folder import CannotWriteError

STARTER = Path(__file__).with_name("starter.yaml")


def begin(path: Path) -> None:
    """Write it, never over a file that is there."""
    text = STARTER.read_text("utf-8").replace("THIS_FILE", path.name)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise CannotWriteError(f"{path} is there already and is never overwritten; choose another name") from None
    except OSError as error:
        raise CannotWriteError(f"{path}: {error.strerror or error}") from error
