"""Where slices of populations are evaluated: this process, worker processes, a cluster."""
