"""How a number, a word or a switch is declared, written and read; knows no section and no file."""
