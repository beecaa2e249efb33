"""Funding: rounds and loans that come on dates, interest, and what is repaid."""
