"""DOT: the network as a graph for Graphviz and whatever reads its language."""

from quale.export.layout import about
from quale.export.network import Network

POSITIVE, NEGATIVE = "#0072b2", "#d55e00"
"""Blue and vermilion, told apart by every kind of colour vision (Okabe & Ito 2008)."""


def write(network: Network, *, single: bool = False) -> bytes:  # noqa: ARG001  # a drawing has no precision
    """Return the graph: inputs on the left, outputs on the right, weight by width and sign by colour."""
    inputs = len(network.inputs)
    heaviest = max((abs(link.weight) for step in network.steps for link in step.links), default=1.0) or 1.0
    by_slot = {step.slot: step for step in network.steps}
    lines = [f"// {line}" for line in about(network)]
    lines += [f"digraph {_quoted(network.name)} {{", "  rankdir=LR;", '  node [fontname="Helvetica", style=filled];']
    lines.append("  { rank=source;")
    lines += [_node(slot, one.name, "#e8f1e4", "box") for slot, one in enumerate(network.inputs)]
    lines += ["  }", "  { rank=sink;"]
    for slot, end in enumerate(network.outputs, inputs):
        lines.append(_node(slot, f"{end.name}\n{by_slot[slot].activation} {by_slot[slot].bias:+.3g}", "#f5ead0", "box"))
    lines.append("  }")
    lines += [
        _node(step.slot, f"{step.node}\n{step.activation} {step.bias:+.3g}", "#ececf3", "ellipse")
        for step in network.hidden
    ]
    for step in network.steps:
        for link in step.links:
            colour = POSITIVE if link.weight >= 0 else NEGATIVE
            width = 0.5 + 4.0 * abs(link.weight) / heaviest
            look = f'label="{link.weight:.3g}", color="{colour}", penwidth={width:.2f}'
            lines.append(f"  n{link.source} -> n{step.slot} [{look}];")
    return ("\n".join([*lines, "}"]) + "\n").encode()


def _node(slot: int, words: str, fill: str, shape: str) -> str:
    return f'  n{slot} [label={_quoted(words)}, shape={shape}, fillcolor="{fill}"];'


def _quoted(words: str) -> str:
    inner = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{inner}"'
