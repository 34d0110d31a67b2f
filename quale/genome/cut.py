"""A slice of a population's networks, as networks of their own: what another process is sent."""

from dataclasses import replace

from quale.genome.genome import Networks


def cut(networks: Networks, begin: int, end: int) -> Networks:
    """Return the networks begin … end - 1 of a population, which share its arrays where these need not change."""
    if not 0 <= begin <= end <= len(networks):
        raise ValueError(f"no slice {begin}:{end} of {len(networks)} networks")
    if begin == 0 and end == len(networks):
        return networks
    steps = slice(int(networks.step_start[begin]), int(networks.step_start[end]))
    links = slice(int(networks.link_start[steps.start]), int(networks.link_start[steps.stop]))
    return replace(
        networks,
        step_start=networks.step_start[begin : end + 1] - steps.start,
        step_slot=networks.step_slot[steps],
        step_bias=networks.step_bias[steps],
        step_activation=networks.step_activation[steps],
        link_start=networks.link_start[steps.start : steps.stop + 1] - links.start,
        link_source=networks.link_source[links],
        link_weight=networks.link_weight[links],
        slots=networks.slots[begin:end],
        complexity=networks.complexity[begin:end],
    )
