"""Decision tables in files of other programs: DMN, spreadsheets, Markdown. Knows no scenario and opens no file."""
