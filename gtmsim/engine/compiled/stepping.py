"""Kernels that run steps: what these ask beside fields is answered by kernels too."""

from gtmsim.engine.compiled.jit import Twins
from gtmsim.engine.compiled.kernels.port import PORT

_TWINS = Twins(PORT)
kernel, kept = _TWINS.kernel, _TWINS.kept
