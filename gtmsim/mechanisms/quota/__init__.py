"""Quota: what a seller shall win in a period, and what winning more pays."""
