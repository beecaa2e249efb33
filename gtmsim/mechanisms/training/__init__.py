"""Training: some new customers pay once for it, and giving it costs something."""
