"""Lead magnets: what draws visits that look for nothing."""
