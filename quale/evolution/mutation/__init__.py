"""What changes in a child: its connections, nodes, weights, biases and activations."""
