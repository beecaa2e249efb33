"""Contracts: what is offered for how long, how it is billed, and what a longer term takes off and does to buyers."""
