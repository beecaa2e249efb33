"""Names of files that any system can take: short, without signs, never the same twice."""

import hashlib
from collections.abc import Sequence

LONGEST = 60  # bytes of a name, so that what a folder keeps beside it has room in the 255 of a file system
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def shortened(name: str, most: int = LONGEST) -> str:
    """A name of so many bytes at most; one that was longer ends with eight digits of its own."""
    if _size(name) <= most:
        return name
    kept = name.encode()[: most - 9].decode(errors="ignore")
    return f"{kept.rstrip('._- ')}-{_digest(name)}"


def file_stem(name: str) -> str:
    """A scenario's name as a file's: what a shell would have to quote becomes an underscore."""
    stem = "".join(c if c.isalnum() or c in "-_." else "_" for c in name).strip("._") or "scenario"
    if stem.partition(".")[0].lower() in RESERVED:
        stem = f"{stem}_"
    return shortened(stem)


def file_stems(names: Sequence[str]) -> list[str]:
    """A file's name for each scenario, no two the same, in capitals or not."""
    found: list[str] = []
    for name in names:
        stem, count = file_stem(name), 1
        while stem.lower() in {one.lower() for one in found}:
            count += 1
            stem = f"{file_stem(name)}-{count}"
        found.append(stem)
    return found


def _size(text: str) -> int:
    return len(text.encode())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def named_files(names: list[str]) -> list[str]:
    """Where the resolved scenarios of several plans lie in a results folder."""
    return [f"scenarios/{stem}.yaml" for stem in file_stems(names)]
