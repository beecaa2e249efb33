"""The best plan among many that differ in some levers: a search on common luck, and fresh luck for what it found."""
