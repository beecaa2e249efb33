"""Recruiting: a position that is opened is filled later, and an offer may be declined."""
