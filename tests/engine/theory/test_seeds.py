"""Theory holds in any luck: what a test lets pass follows from the standard error and not from one seed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.prove
@pytest.mark.parametrize("seed", [2, 3, 5, 8])
def test_another_seed(seed: int) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        str(Path(__file__).parent),
    ]
    env = {**os.environ, "GTMSIM_THEORY_SEED": str(seed)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
