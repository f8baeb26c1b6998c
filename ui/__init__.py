"""What pages are made of: language, labels, filters, charts, tables, and `ask`, the only door to the figures."""
