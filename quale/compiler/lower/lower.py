"""Lower a Model to a Program: the door of this part of the compiler.

The Program is what docs/semantics.md says of the Model, bit for bit. Each part of that page has its file: lower_setup,
lower_entities, lower_sensors, lower_handlers, lower_machines, lower_score; statements and expressions theirs.
"""

from dataclasses import replace

from quale.compiler.lower.entities import respawn_all
from quale.compiler.lower.expression import LAST_TICK, lower_expression
from quale.compiler.lower.handlers import run_handlers, run_on_tick
from quale.compiler.lower.machines import age_machines, run_machine
from quale.compiler.lower.scope import Phase, Scope
from quale.compiler.lower.score import FINISHED, finishing_gate, lower_score
from quale.compiler.lower.sensors import fill_sensors
from quale.compiler.lower.setup import lower_setup
from quale.compiler.lower.slots import places
from quale.compiler.lower.statement import lower_statements
from quale.compiler.lower.store import saturated
from quale.compiler.program.builder import Block, Storage
from quale.compiler.program.construct import FALSE, both, either, get, negate
from quale.compiler.program.cut import cut
from quale.compiler.program.program import OTHER_PART, Expr, Kind, Mark, Program, RunNetwork, Tick
from quale.compiler.program.simplify import simplify
from quale.compiler.program.verify import verify
from quale.model.expression import Clock, known
from quale.model.kinds import ROUTE, ClockKind
from quale.model.model import Model, world_task
from quale.model.usage import uses, walk
from quale.model.world import WorldTask

OVER = "over"
"""Slot: the scenario has ended."""


def lower(model: Model, *, marks: bool = False) -> Program:
    """Return the Program of a Model of the domain `world`, verified before and after it is simplified and cut.

    With `marks` it says where each part of a tick begins, and does the same.
    """
    program = lower_plainly(model, marks=marks)
    verify(program)
    smaller = cut(simplify(program))
    verify(smaller)
    return smaller


def lower_plainly(model: Model, *, marks: bool = False) -> Program:
    """Return the Program as it is written down, nothing left out yet."""
    task = world_task(model)
    storage = Storage()
    used = uses(task)
    where = places(task, used, storage)
    storage.slot(OVER, Kind.TRUTH)
    setup, tick, score = Block(storage), Block(storage), Block(storage)
    scope = Scope(task, used, where, storage, Phase.SETUP, setup)
    # slots with a fixed name come before any name of the program's own
    if finishing_gate(scope) is not None:
        storage.slot(FINISHED, Kind.TRUTH)
    score_reads_clock = _score_reads_clock(task)
    if score_reads_clock:
        storage.slot(LAST_TICK, Kind.INDEX)
    lower_setup(scope)
    _lower_tick(replace(scope, phase=Phase.TICK, block=tick), marks=marks)
    if score_reads_clock:
        tick.set(LAST_TICK, Tick())
    results = lower_score(replace(scope, phase=Phase.SCORE, block=score))
    return Program(
        name=model.name,
        slots=tuple(storage.slots),
        tables=tuple(storage.tables),
        setup=tuple(setup.statements),
        tick=tuple(tick.statements),
        score=tuple(score.statements),
        results=results,
        inputs=len(task.body.inputs),
        outputs=len(task.body.outputs),
        recurrent=model.evolution.brain.recurrent,
        steps=model.evolution.brain.steps,
        ticks=task.ticks,
    )


def _score_reads_clock(task: WorldTask) -> bool:
    """Return whether a metric, gate or term depends on the tick in which the scenario ended."""
    fitness = task.fitness
    nodes = walk((fitness.metrics, fitness.factors, fitness.terms))
    return any(isinstance(node, Clock) and node.what is not ClockKind.SCENARIO for node in nodes)


def _lower_tick(scope: Scope, *, marks: bool) -> None:
    """Lower a tick in the order of docs/semantics.md."""
    task, block, agent = scope.task, scope.block, scope.places.agent
    alive = task.body.alive

    def mark(part: str) -> None:
        if marks:
            block.add(Mark(part))

    mark("entities")
    respawn_all(scope)
    run_on_tick(scope)
    for number, machine in enumerate(task.world.machines):
        run_machine(number, machine, scope)
    mark("perception")
    fill_sensors(scope)
    lower_statements(task.perception, scope)
    mark("brain")
    block.add(RunNetwork())
    mark("action")
    position = task.body.position if task.world.topology is ROUTE else None
    before = None if position is None else block.define("before", get(*agent[position]))
    lower_statements(task.action, scope)

    finishing = finishing_gate(scope)
    mark("handlers")
    alive_before = block.define("alive", get(*agent[finishing])) if finishing is not None else FALSE
    run_handlers(before, scope)
    for number, machine in enumerate(task.body.machines, len(task.world.machines)):
        run_machine(number, machine, scope)
    died_now = both(alive_before, negate(get(*agent[finishing]))) if finishing is not None else FALSE
    killed = block.define("killed", died_now) if finishing is not None else FALSE
    mark("dynamics")
    died = _lower_dynamics(scope)

    lower_statements(task.fitness.every_tick, scope)
    terminated = block.define("terminated", block.either(*(lower_expression(c, scope) for c in task.fitness.terminate)))
    if finishing is not None:
        block.set(FINISHED, both(terminated, negate(either(killed, died))))
    out = either(negate(get(*agent[alive])) if alive is not None else FALSE, terminated)
    if out != FALSE:
        block.set(OVER, out)
    age_machines(scope)
    mark(OTHER_PART)


def _lower_dynamics(scope: Scope) -> Expr:
    """Lower per_tick, rules, clamp and death; return whether a death condition holds."""
    task, block, places_of = scope.task, scope.block, scope.places
    dynamics = task.dynamics
    if dynamics is None:
        return FALSE
    lower_statements(dynamics.per_tick, scope)
    lower_statements(dynamics.rules, scope)
    if dynamics.clamp is not None:
        low, high = dynamics.clamp
        slots = [places_of.agent[at] for at in dynamics.clamped] + [
            places_of.hidden[at] for at in dynamics.clamped_hiddens
        ]
        for slot, at in slots:
            block.set(slot, saturated(get(slot, at), low, high, block), at)
    died = block.define("died", block.either(*(lower_expression(condition, scope) for condition in dynamics.death)))
    if died != FALSE:
        alive = places_of.agent[known(task.body.alive)]
        block.set(alive.slot, both(get(*alive), negate(died)))
    return died
