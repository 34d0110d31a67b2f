"""Networks stepped from outside a compiled world: any batch of (genome, inputs) pairs in one native call."""
