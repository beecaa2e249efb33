"""Content: a library that buyers look through."""
