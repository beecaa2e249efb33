"""What one must know of a machine to read its figures."""

import importlib.metadata
import os
import platform
from pathlib import Path

PACKAGES = ("gtmsim", "numpy", "numba", "simpy", "ciw", "salabim")


def facts() -> list[str]:
    """Processor, system, versions and load, in lines."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return [
        f"{_processor()}, {usable} processors, {platform.system()} {platform.machine()}; load at the start {load:.1f}",
        f"Python {platform.python_version()}; " + ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
        "CPU seconds are medians over rounds in which all contestants take turns.",
    ]


def _processor() -> str:
    listing = Path("/proc/cpuinfo")
    lines = listing.read_text(encoding="utf-8").splitlines() if listing.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "a processor without a name")


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
