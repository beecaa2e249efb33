"""Agencies: people outside who manage channels, for a retainer, a share of the spend, or both."""
