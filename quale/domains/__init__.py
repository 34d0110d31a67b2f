"""What a brain can be evaluated on."""
