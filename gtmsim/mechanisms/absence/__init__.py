"""Absence: people are on holiday or sick, and do no work meanwhile."""
