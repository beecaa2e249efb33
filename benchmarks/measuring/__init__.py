"""How the benchmarks measure: contests, our engines at any size, and what is printed."""
