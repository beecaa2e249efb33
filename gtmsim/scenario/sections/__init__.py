"""What a file may say: one section of the language each."""
