"""Money of the firm beside its channels and staff."""
