"""How large a run will be, before it is run."""
