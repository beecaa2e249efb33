"""Why two plans differ: which of their changes, which part of the books, which step of the funnel, which accounts."""
