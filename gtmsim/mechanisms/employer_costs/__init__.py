"""Employer's costs: what a firm pays on top of the pay of its people."""
