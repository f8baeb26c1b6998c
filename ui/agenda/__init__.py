"""What the page of the monitor is made of: the grid's cells, what a meeting talks about, goals, forms."""
