"""What happened: the table of rows that an engine leaves behind, and what is known of each kind of row."""
