"""Which channel brings the wins: the credit that rules of touch give it, beside what would be missing without it."""
