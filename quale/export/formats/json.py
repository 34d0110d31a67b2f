"""JSON: the network as data, for whoever writes a reader of their own; docs/export.md describes every field."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.export.network import Network
from quale.numeric.activations import FORMULAS
from quale.numeric.scalars import evaluate

FORMAT, VERSION = "quale-network", 1
"""What the file calls itself. The version rises when a reader of the old one would misread the new one."""


def write(network: Network, *, single: bool = False) -> bytes:  # noqa: ARG001  # numbers of JSON have no size
    """Return the file: one line for each input, output and step."""
    scaled = network.limit is not None
    head = {
        "format": FORMAT,
        "version": VERSION,
        "name": network.name,
        "about": dict(network.about),
        "recurrent": network.recurrent,
        "updates": network.updates,
        "slots": network.slots,
        "limit": network.limit if scaled and network.limit != float("inf") else None,
    }
    inputs = [
        {"name": one.name, "slot": slot, "low": _finite(one.low), "high": _finite(one.high)}
        | ({"mean": one.mean, "deviation": one.deviation} if scaled else {})
        for slot, one in enumerate(network.inputs)
    ]
    outputs = [
        {"name": one.name, "slot": len(inputs) + place, "threshold": one.threshold}
        for place, one in enumerate(network.outputs)
    ]
    steps = [
        {
            "slot": step.slot,
            "node": step.node,
            "activation": step.activation,
            "bias": step.bias,
            "links": [[link.source, link.weight] for link in step.links],
        }
        for step in network.steps
    ]
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    for key, rows in (("inputs", inputs), ("outputs", outputs), ("steps", steps)):
        body = ",\n".join(f"    {json.dumps(row)}" for row in rows)
        lines.append(f'  "{key}": [\n{body}\n  ]')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _finite(value: float | None) -> float | None:
    return value if value is not None and abs(value) < float("inf") else None


def execute(network: Network, content: bytes, inputs: NDArray[np.float64]) -> NDArray[np.float64]:  # noqa: ARG001
    """Return the outputs [T, O] that the file's own words lead to, for inputs [T, I]."""
    found: dict[str, Any] = json.loads(content)
    values = [0.0] * found["slots"]
    outputs = np.empty((len(inputs), len(found["outputs"])))
    with np.errstate(all="ignore"):
        for row, given in enumerate(inputs.tolist()):
            for place, one in enumerate(found["inputs"]):
                values[one["slot"]] = _scaled(one, given[place], found["limit"])
            for _ in range(found["updates"] if found["recurrent"] else 1):
                before = list(values) if found["recurrent"] else values
                for step in found["steps"]:
                    total = step["bias"]
                    for source, weight in step["links"]:
                        total += weight * before[source]
                    values[step["slot"]] = evaluate(FORMULAS[step["activation"]], total)
            outputs[row] = [values[one["slot"]] for one in found["outputs"]]
    return outputs


def _scaled(one: dict[str, float], value: float, limit: float | None) -> float:
    if "mean" not in one:
        return value
    scaled: float = (value - one["mean"]) / one["deviation"]
    if limit is None:
        return scaled
    return -limit if scaled < -limit else min(scaled, limit)  # NaN stays
