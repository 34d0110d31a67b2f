"""The register of mutations; each is a kernel, and a line in `mutate`."""

SHIFTS = ("weight_shift", "bias_shift", "change_activation")
"""Mutations that leave the structure alone, in the order in which they are applied."""

GROWTHS = ("add_connection", "remove_connection", "add_node", "remove_node", "rewire")
"""Mutations that change which genes there are, or which are enabled. They come after the shifts, so that new genes come
unshifted."""

OPERATORS = (*SHIFTS, *GROWTHS)
"""Each has a field in `mutation { }`, its chance, and a purpose in `quale.streams`, under this name."""
