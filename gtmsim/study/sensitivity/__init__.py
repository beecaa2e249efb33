"""How much a result, or the difference of two plans, depends on numbers that nobody knows for sure."""
