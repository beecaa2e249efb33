"""The mini model in C, built when it is asked for with the compiler of this machine."""

import ctypes
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from mini_model import model
from mini_model.model import Counts, Race, staff

SOURCE = Path(__file__).with_name("loop.c")


class Numbers(ctypes.Structure):
    """As in loop.c."""

    _fields_ = [
        *((name, ctypes.c_double) for name in ("days", "arrivals", "sdr_days", "qualified", "ae_mu", "ae_sigma")),
        *((name, ctypes.c_double) for name in ("review_days", "veto", "quarter", "churn", "referrals")),
        *((name, ctypes.c_int32) for name in ("sdrs", "aes", "members")),
    ]


def prepare(k: float) -> Race:
    """Compile, load, and forget the files."""
    compiler = os.environ.get("CC") or shutil.which("cc")
    if compiler is None:
        raise ModuleNotFoundError("no C compiler")
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "loop.so"
        subprocess.run([compiler, "-O3", "-shared", "-fPIC", "-o", library, SOURCE, "-lm"], check=True)
        call = ctypes.CDLL(str(library)).race
    call.argtypes = [ctypes.POINTER(Numbers), ctypes.c_uint64, ctypes.POINTER(ctypes.c_int64)]
    call.restype = None
    m = model
    work = (m.DAYS, m.ARRIVALS * k, m.SDR_DAYS, m.QUALIFIED, m.AE_MU, m.AE_SIGMA)
    decisions = (m.REVIEW_DAYS, m.VETO, m.QUARTER, m.CHURN, m.REFERRALS)
    numbers = Numbers(*work, *decisions, staff(m.SDRS, k), staff(m.AES, k), m.MEMBERS)

    def race(seed: int) -> Counts:
        found = (ctypes.c_int64 * 4)()
        call(ctypes.byref(numbers), seed, found)
        return Counts(*found)

    return race
