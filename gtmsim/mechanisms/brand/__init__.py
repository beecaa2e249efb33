"""Brand: goodwill that spend builds, time wears away and a crisis takes."""
