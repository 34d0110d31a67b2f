"""What the nodes of a sensor or actuator are called."""

SUFFIXES = {4: ("n", "s", "e", "w"), 8: ("n", "ne", "e", "se", "s", "sw", "w", "nw")}
"""Order of the nodes of a directional port, by its number of directions."""


def port_names(name: str, directions: int) -> tuple[str, ...]:
    """Return the node names of a port: its own name, or one with a suffix for each direction."""
    return tuple(f"{name}_{suffix}" for suffix in SUFFIXES[directions]) if directions else (name,)
