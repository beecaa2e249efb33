"""Which plan is best whatever the numbers are that nobody knows for sure: all ranges at once, and what to measure."""
