"""Whether Networks can be handed to native code, which follows their numbers without looking."""

from quale.genome.genome import ACTIVATIONS, Networks
from quale.native.kernel import kernel

KNOWN = len(ACTIVATIONS)

WHOLE, LENGTHS, ENDS, STEPS, SLOTS, STEP_SLOT, ACTIVATION, LINKS, LINK_SOURCE = range(9)
"""What may be wrong, in the order in which it is looked for; WHOLE is nothing."""

WANTED = (
    "",
    "P networks with E steps and K links: step_start and link_start have one more, all other arrays as many",
    "a number of inputs and outputs that is not negative",
    "step_start to ascend from 0 to the number of steps",
    "at least as many slots as inputs and outputs",
    "step_slot behind the inputs and below the network's slots",
    "step_activation among the known ones",
    "link_start to ascend from 0 to the number of links",
    "link_source below the network's slots",
)


def check_networks(networks: Networks) -> None:
    """See to it that all indices of networks lie where they should; a look at each, once.

    Raises:
        TypeError: An array has another type than `Networks` says, or is not contiguous.
        ValueError: An index leads elsewhere, or arrays do not fit together.
    """
    flaw = first_flaw(networks)
    if flaw != WHOLE:
        raise ValueError(f"networks: wanted {WANTED[flaw]}")


@kernel
def first_flaw(networks: Networks) -> int:
    """Return the first thing that is wrong with networks, WHOLE if nothing is."""
    flaw = flaw_of_arrays(networks)
    network = 0
    while flaw == WHOLE and network < len(networks.slots):
        begin: int = networks.step_start[network]
        end: int = networks.step_start[network + 1]
        slots: int = networks.slots[network]
        if begin > end or end > len(networks.step_slot):
            return STEPS
        if slots < networks.inputs + networks.outputs:
            return SLOTS
        step = begin
        while flaw == WHOLE and step < end:
            flaw = flaw_of_step(networks, step, slots)
            step += 1
        network += 1
    return flaw


@kernel
def flaw_of_arrays(networks: Networks) -> int:
    """Return what is wrong with the lengths of the arrays and with the ends of the starts."""
    population, steps, links = len(networks.slots), len(networks.step_slot), len(networks.link_source)
    if len(networks.step_start) != population + 1 or len(networks.complexity) != population:
        return LENGTHS
    if len(networks.step_bias) != steps or len(networks.step_activation) != steps:
        return LENGTHS
    if len(networks.link_start) != steps + 1 or len(networks.link_weight) != links:
        return LENGTHS
    if networks.inputs < 0 or networks.outputs < 0:
        return ENDS
    if networks.step_start[0] != 0 or networks.step_start[population] != steps:
        return STEPS
    return LINKS if networks.link_start[0] != 0 or networks.link_start[steps] != links else WHOLE


@kernel
def flaw_of_step(networks: Networks, step: int, slots: int) -> int:
    """Return what is wrong with a step of a network with so many slots."""
    if networks.step_slot[step] < networks.inputs or networks.step_slot[step] >= slots:
        return STEP_SLOT
    if networks.step_activation[step] < 0 or networks.step_activation[step] >= KNOWN:
        return ACTIVATION
    first: int = networks.link_start[step]
    last: int = networks.link_start[step + 1]
    if first > last or last > len(networks.link_source):
        return LINKS
    for link in range(first, last):
        if networks.link_source[link] < 0 or networks.link_source[link] >= slots:
            return LINK_SOURCE
    return WHOLE
