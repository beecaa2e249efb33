"""Incentives: bonuses that wins pay between dates (SPIFs), and commission that is taken back (clawback)."""
