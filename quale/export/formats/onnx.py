"""ONNX for onnxruntime, Unity and others: opset 13, float64 or float32, recurrent networks with state in and out.

Nodes of a level that have the same activation are one matrix product, so sums are added in an order of the runtime's
own. Tensors: `inputs` [batch, I] and `outputs` [batch, O]; of a recurrent network also `state` and `state_out`
[batch, S], which is 0 at first and handed on from step to step.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quale.diagnostics import UsageError
from quale.export.layout import about, thresholds
from quale.export.network import Network, Step

OPSET, IR_VERSION = 13, 7
EXTRA = "pip install 'quale-lang[onnx]'"


@dataclass(frozen=True, slots=True)
class _Graph:
    """A graph in the making."""

    helper: Any
    element: int  # ONNX type of the numbers
    dtype: type[np.floating[Any]]
    nodes: list[Any] = field(default_factory=list)
    constants: list[Any] = field(default_factory=list)

    def node(self, operation: str, *inputs: str, **attributes: Any) -> str:
        """Add a node; return the name of its value."""
        name = f"v{len(self.nodes)}"
        self.nodes.append(self.helper.make_node(operation, list(inputs), [name], **attributes))
        return name

    def constant(self, array: Any, dtype: Any = None) -> str:
        """Add a constant; return its name."""
        numbers = np.asarray(array, dtype=dtype or self.dtype)
        name = f"c{len(self.constants)}"
        kind = self.element if dtype is None else self.helper.np_dtype_to_tensor_dtype(numbers.dtype)
        self.constants.append(self.helper.make_tensor(name, kind, numbers.shape, numbers.tobytes(), raw=True))
        return name


def write(network: Network, *, single: bool = False) -> bytes:
    """Return the model.

    Raises:
        UsageError: the extra `onnx` is not installed.
    """
    try:
        onnx: Any = import_module("onnx")
    except ImportError as error:
        raise UsageError(f"ONNX is written by the package onnx, which is not installed: {EXTRA}") from error
    helper, element = onnx.helper, onnx.TensorProto.FLOAT if single else onnx.TensorProto.DOUBLE
    graph = _Graph(helper, element, np.float32 if single else np.float64)
    values = _given(graph, network)
    ends = [("inputs", len(network.inputs))]
    results = [("outputs", len(network.outputs))]
    if network.recurrent:
        state, order = _recurrent(graph, network, values)
        ends.append(("state", len(network.steps)))
        results.append(("state_out", len(network.steps)))
        graph.nodes.append(helper.make_node("Identity", [state], ["state_out"]))
        columns = [order.index(slot) for slot in _outputs(network)]
        chosen = state
    else:
        chosen, columns = _forward(graph, network, values)
    index = graph.constant(columns, np.int64)
    graph.nodes.append(helper.make_node("Gather", [chosen, index], ["outputs"], axis=1))

    def tensors(named: Iterable[tuple[str, int]]) -> list[Any]:
        return [helper.make_tensor_value_info(name, element, ["batch", width]) for name, width in named]

    body = helper.make_graph(graph.nodes, network.name, tensors(ends), tensors(results), graph.constants)
    opset = helper.make_opsetid("", OPSET)
    model = helper.make_model(body, opset_imports=[opset], ir_version=IR_VERSION, producer_name="quale")
    model.doc_string = "\n".join(about(network))
    helper.set_model_props(model, _facts(network))
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString(deterministic=True)
    return content


def execute(network: Network, content: bytes, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the outputs [T, O] that onnxruntime computes for inputs [T, I].

    Raises:
        UsageError: the extra `onnx` is not installed.
    """
    try:
        runtime: Any = import_module("onnxruntime")
    except ImportError as error:
        raise UsageError(f"--verify: ONNX is run by onnxruntime, which is not installed: {EXTRA}") from error
    session = runtime.InferenceSession(content, providers=["CPUExecutionProvider"])
    dtype = np.float32 if session.get_inputs()[0].type == "tensor(float)" else np.float64
    given = inputs.astype(dtype)
    if not network.recurrent:
        return np.asarray(session.run(["outputs"], {"inputs": given})[0], dtype=np.float64)
    state = np.zeros((1, len(network.steps)), dtype=dtype)
    rows = []
    for row in given:
        outputs, state = session.run(["outputs", "state_out"], {"inputs": row[np.newaxis], "state": state})
        rows.append(outputs[0])
    return np.array(rows, dtype=np.float64)


def _outputs(network: Network) -> range:
    return range(len(network.inputs), len(network.inputs) + len(network.outputs))


def _given(graph: _Graph, network: Network) -> str:
    """Return the inputs as the network takes them: scaled where they are to be."""
    if network.limit is None:
        return "inputs"
    mean = graph.constant([[one.mean for one in network.inputs]])
    deviation = graph.constant([[one.deviation for one in network.inputs]])
    scaled = graph.node("Div", graph.node("Sub", "inputs", mean), deviation)
    if network.limit < float("inf"):
        scaled = graph.node("Clip", scaled, graph.constant(-network.limit), graph.constant(network.limit))
    return scaled


def _recurrent(graph: _Graph, network: Network, inputs: str) -> tuple[str, list[int]]:
    """Add all updates; return the state after them and the slots of its columns."""
    groups = _groups(sorted(network.steps, key=lambda step: (step.activation, step.slot)))
    order = [step.slot for group in groups for step in group]
    columns = [*range(len(network.inputs)), *order]
    state = "state"
    for _ in range(network.updates):
        values = graph.node("Concat", inputs, state, axis=1)
        parts = [_update(graph, group, values, columns) for group in groups]
        state = graph.node("Concat", *parts, axis=1) if len(parts) > 1 else parts[0]
    return state, order


def _forward(graph: _Graph, network: Network, values: str) -> tuple[str, list[int]]:
    """Add the steps, level after level; return all values and the columns of the outputs."""
    columns = list(range(len(network.inputs)))
    level = dict.fromkeys(columns, 0)
    for step in network.steps:
        level[step.slot] = 1 + max((level[link.source] for link in step.links), default=0)
    steps = sorted(network.steps, key=lambda step: (level[step.slot], step.activation, step.slot))
    for _, members in groupby(steps, key=lambda step: level[step.slot]):
        groups = _groups(list(members))
        parts = [_update(graph, group, values, columns) for group in groups]
        values = graph.node("Concat", values, *parts, axis=1)
        columns += [step.slot for group in groups for step in group]
    return values, [columns.index(slot) for slot in _outputs(network)]


def _groups(steps: list[Step]) -> list[list[Step]]:
    return [list(members) for _, members in groupby(steps, key=lambda step: step.activation)]


def _update(graph: _Graph, steps: list[Step], values: str, columns: list[int]) -> str:
    """Add steps of one activation; `columns` are the slots of the values' columns."""
    weights = np.zeros((len(columns), len(steps)))
    place = {slot: column for column, slot in enumerate(columns)}
    for target, step in enumerate(steps):
        for link in step.links:
            weights[place[link.source], target] += link.weight
    product = graph.node("MatMul", values, graph.constant(weights))
    total = graph.node("Add", product, graph.constant([[step.bias for step in steps]]))
    return _activated(graph, steps[0].activation, total)


def _activated(graph: _Graph, activation: str, x: str) -> str:
    if activation == "identity":
        return x
    if activation == "gauss":
        return graph.node("Exp", graph.node("Neg", graph.node("Mul", x, x)))
    if activation == "step":
        return graph.node("Cast", graph.node("Greater", x, graph.constant(0.0)), to=graph.element)
    if activation == "neat_sigmoid":
        return graph.node("Sigmoid", graph.node("Mul", graph.constant(4.9), x))
    operations = {"tanh": "Tanh", "sigmoid": "Sigmoid", "relu": "Relu", "sin": "Sin", "abs": "Abs"}
    return graph.node(operations[activation], x)


def _facts(network: Network) -> dict[str, str]:
    facts = {
        "inputs": json.dumps([one.name for one in network.inputs]),
        "outputs": json.dumps([one.name for one in network.outputs]),
    }
    if thresholds(network):
        facts["thresholds"] = json.dumps(thresholds(network))
    return facts | {what.replace(" ", "_"): words for what, words in network.about if words}
