"""What stands outside of blocks and is known in all of them."""
