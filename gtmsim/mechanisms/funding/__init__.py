"""Funding: rounds and loans that come on dates or when they are asked for, interest, and what is repaid."""
