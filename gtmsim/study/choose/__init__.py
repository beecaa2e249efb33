"""The best of several plans: replications are added until one is left, or as many as may be spent are."""
