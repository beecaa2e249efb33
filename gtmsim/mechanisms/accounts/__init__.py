"""The accounts of the market, where they are listed."""
