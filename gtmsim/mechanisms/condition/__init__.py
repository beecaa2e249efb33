"""Business condition: how the business of each firm goes."""
