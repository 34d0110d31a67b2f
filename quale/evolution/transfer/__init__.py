"""A state taken elsewhere: other ports, another population size, a new phase from an older one."""
