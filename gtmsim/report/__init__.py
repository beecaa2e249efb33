"""What is shown: terminal tables, figures, the report page, the results folder. It computes no metric."""
