"""Quarter end: a further discount for signing before a period ends, and decisions that are pulled forward by it."""
