"""Windows in which accounts buy."""
