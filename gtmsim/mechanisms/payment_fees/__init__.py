"""Payment fees: what a provider keeps of each payment that a customer makes."""
