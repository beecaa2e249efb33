"""Events: leads on some days."""
