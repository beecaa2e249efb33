"""Which step of a plan does what: each lever moved by one step, in the same luck."""
