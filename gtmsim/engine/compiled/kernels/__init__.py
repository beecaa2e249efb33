"""The event loop and what it calls, as numba compiles it: untyped, and on memory by address."""
