"""One or two levers over a range of values, in the same luck."""
