"""What the deliveries look like, and the closed lists and definitions that every layer shares."""
