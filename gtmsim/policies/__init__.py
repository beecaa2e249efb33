"""What people decide, as decision tables: how a table is written, what it means and how it is proven.

A table is proven before it runs: over the whole domain of its inputs every case has exactly the answers it must have.
"""
