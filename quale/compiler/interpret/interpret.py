"""The reference interpreter: what a program means, said as plainly as possible.

It follows docs/semantics.md step by step and is the definition that native code is held to, bit for bit. There are no
lanes here and no tricks: one genome, one scenario, Python numbers.
"""

import numpy as np
from numpy.typing import NDArray

from quale.compiler.interpret.entity import free_cell, respawn, spawn
from quale.compiler.interpret.expression import worth
from quale.compiler.interpret.handlers import run_handlers, run_on_tick
from quale.compiler.interpret.machine import run_machine, start_machine
from quale.compiler.interpret.network import RunningNetwork
from quale.compiler.interpret.painter import Painter
from quale.compiler.interpret.scenario import NOWHERE, Scenario, Value, begin
from quale.compiler.interpret.score import score
from quale.compiler.interpret.sensors import fill_sensors
from quale.compiler.interpret.statement import converted, run, saturate
from quale.compiler.trace import Trace
from quale.genome.genome import Networks
from quale.model.expression import known
from quale.model.kinds import GRID, ROUTE, Event
from quale.model.model import Model, world_task
from quale.model.world import State
from quale.streams import scenario_key


def interpret(
    model: Model,
    networks: Networks,
    genome: int,
    *,
    seed: int,
    generation: int,
    scenario: int,
    painter: Painter | None = None,
) -> Trace:
    """Run one genome through one scenario and return everything that happened; a painter may watch it."""
    task = world_task(model)
    key = scenario_key(seed, generation if model.resample else 0, scenario)
    brain = RunningNetwork(networks, genome, model.evolution.brain.steps)
    state = begin(task, brain, key, scenario)
    set_up(state)
    if painter is not None:
        painter.watch(state)
    labels, start = zip(*_labelled(state), strict=True) if _labelled(state) else ((), ())
    rows = []
    for tick in range(task.ticks):
        state.tick = tick
        run_tick(state)
        over = _is_over(state)
        for number in range(len(state.machines)):
            state.machine_ticks[number] += 1
        rows.append([value for _, value in _labelled(state)])
        if painter is not None:
            painter.watch(state)
        if over:
            break
    total = score(state)
    return Trace(
        labels=labels,
        setup=_array(start),
        values=np.array(rows, dtype=np.float64).reshape(len(rows), len(labels)),
        results=_array((total, *state.metrics)),
        records=tuple(
            np.array(rows, dtype=np.float64).reshape(len(rows), len(kind.fields))
            for kind, rows in zip(task.records, state.records, strict=True)
        ),
    )


def set_up(scenario: Scenario) -> None:
    """Make everything as it is before tick 0."""
    task = scenario.task
    body = task.body
    _initialise(task.world.states, scenario.world, scenario)
    _initialise(body.states, scenario.agent, scenario)
    _initialise(task.dynamics.hiddens if task.dynamics else (), scenario.hidden, scenario)
    cell = body.cell if task.world.topology is GRID else None
    drawn = cell is not None and body.states[cell[0]].initial is None
    scenario.placed = cell is not None and not drawn
    for kind in range(len(task.world.kinds)):
        spawn(kind, scenario)
    if drawn:
        place = free_cell(body.start_site, 0, scenario) or (0.0, 0.0)
        for at, value in zip(known(cell), place, strict=True):
            scenario.agent[at] = converted(value, body.states[at].type)
        scenario.placed = True
    for number in range(len(scenario.machines)):
        start_machine(number, scenario)


def _initialise(states: tuple[State, ...], values: list[Value], scenario: Scenario) -> None:
    """Give states their initial values, in declaration order."""
    for index, state in enumerate(states):
        if state.initial is not None:
            values[index] = converted(worth(state.initial, scenario, NOWHERE), state.type)


def run_tick(scenario: Scenario) -> None:
    """Run one tick, steps 0 to 7 of docs/semantics.md."""
    task = scenario.task
    body = task.body
    respawn(scenario)  # 0

    run_on_tick(scenario)  # 1
    for number in range(len(task.world.machines)):
        run_machine(number, scenario)

    fill_sensors(scenario)  # 2
    run(task.perception, scenario, NOWHERE)

    scenario.outputs = scenario.brain.think(scenario.inputs)  # 3

    position = body.position if task.world.topology is ROUTE else None
    before = 0.0 if position is None else scenario.agent[position]
    run(task.action, scenario, NOWHERE)  # 4

    alive = body.alive is not None and bool(scenario.agent[body.alive])
    run_handlers(before, scenario)  # 5
    for number in range(len(task.world.machines), len(scenario.machines)):
        run_machine(number, scenario)
    scenario.killed = body.alive is not None and alive and not scenario.agent[body.alive]

    died = _run_dynamics(scenario)  # 6
    scenario.killed = scenario.killed or died

    run(task.fitness.every_tick, scenario, NOWHERE)
    scenario.terminated = any(worth(each, scenario, NOWHERE) for each in task.fitness.terminate)  # 7


def _run_dynamics(scenario: Scenario) -> bool:
    """Let the body change by itself; return whether it died of it."""
    dynamics = scenario.task.dynamics
    if dynamics is None:
        return False
    run(dynamics.per_tick, scenario, NOWHERE)
    run(dynamics.rules, scenario, NOWHERE)
    if dynamics.clamp is not None:
        low, high = dynamics.clamp
        for at in dynamics.clamped:
            scenario.agent[at] = saturate(scenario.agent[at], low, high)
        for at in dynamics.clamped_hiddens:
            scenario.hidden[at] = saturate(scenario.hidden[at], low, high)
    died = any(worth(each, scenario, NOWHERE) for each in dynamics.death)
    if died:
        scenario.agent[known(scenario.task.body.alive)] = False
    return died


def _is_over(scenario: Scenario) -> bool:
    """Return whether the scenario ends after this tick: the agent is not alive, or a terminate condition held."""
    alive = scenario.task.body.alive
    return scenario.terminated or (alive is not None and not scenario.agent[alive])


def _labelled(scenario: Scenario) -> list[tuple[str, float]]:
    """Return every value of the scenario with its label, docs/semantics.md, Traces."""
    task = scenario.task
    hiddens = task.dynamics.hiddens if task.dynamics else ()
    pairs = [(f"agent.{s.name}", float(v)) for s, v in zip(task.body.states, scenario.agent, strict=True)]
    pairs += [(f"world.{s.name}", float(v)) for s, v in zip(task.world.states, scenario.world, strict=True)]
    pairs += [(f"hidden.{s.name}", float(v)) for s, v in zip(hiddens, scenario.hidden, strict=True)]
    pairs += [(f"sensor.{n}", v) for n, v in zip(task.body.inputs, scenario.inputs, strict=True)]
    pairs += [(f"actuator.{n}", v) for n, v in zip(task.body.outputs, scenario.outputs, strict=True)]
    for number, machine in enumerate(scenario.machines):
        pairs.append((f"machine.{machine.name}", float(scenario.machine_state[number])))
        pairs.append((f"machine.{machine.name}.ticks", float(scenario.machine_ticks[number])))
    for kind, entities in zip(task.world.kinds, scenario.entities, strict=True):
        pairs += [(f"{kind.name}.live[{i}]", float(each.live)) for i, each in enumerate(entities)]
        for at, declared in enumerate(kind.properties):
            pairs += [(f"{kind.name}.{declared.name}[{i}]", float(each.values[at])) for i, each in enumerate(entities)]
        if any(handler.event in (Event.ON_ENTER, Event.ON_PASS) for handler in kind.handlers):
            pairs += [(f"{kind.name}.visiting[{i}]", float(each.visiting)) for i, each in enumerate(entities)]
            pairs += [(f"{kind.name}.entered[{i}]", float(each.entered)) for i, each in enumerate(entities)]
    pairs += [(f"record.{k.name}.count", float(len(r))) for k, r in zip(task.records, scenario.records, strict=True)]
    return pairs


def _array(values: tuple[float, ...]) -> NDArray[np.float64]:
    return np.array(values, dtype=np.float64)
