"""What we learn: one scenario under many lucks, several under the same. Knows no report."""
