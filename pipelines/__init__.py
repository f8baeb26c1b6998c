"""From delivery file to checked, pseudonymised frame: one module for each kind of delivery."""
