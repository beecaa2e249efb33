"""Pausing: a customer who would leave pays nothing for some months instead, and then goes on or is lost."""
