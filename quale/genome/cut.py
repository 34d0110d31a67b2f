"""A part of a population's networks, as networks of their own: what another process is sent, and what is left to do."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from quale.genome.genome import Networks
from quale.genome.segments import spread


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


def pick(networks: Networks, chosen: NDArray[np.integer]) -> Networks:
    """Return some networks of a population [Q], in the order of their numbers `chosen` [Q]; any may repeat."""
    step_start, steps = spread(networks.step_start, chosen)
    link_start, links = spread(networks.link_start, steps)
    return replace(
        networks,
        step_start=step_start,
        step_slot=networks.step_slot[steps],
        step_bias=networks.step_bias[steps],
        step_activation=networks.step_activation[steps],
        link_start=link_start,
        link_source=networks.link_source[links],
        link_weight=networks.link_weight[links],
        slots=networks.slots[chosen],
        complexity=networks.complexity[chosen],
    )
