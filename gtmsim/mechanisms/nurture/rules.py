"""Leads that are written to."""

INPUTS = {
    "answers": float,  # share of nurtured leads
    "alone": float,  # share of forgotten leads
}
