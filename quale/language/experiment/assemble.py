"""One evolve block and the blocks that it names become one Model.

Call sites, locals, bindings, delays and handlers are numbered in the order in which they are resolved here: initial
values (world, body, hiddens), entity kinds (count, cell, properties), the agent's starting cell, machines of the world,
perception, action, handlers, machines of the body, dynamics, fitness; each block in written order.
"""

from dataclasses import dataclass, field, replace

from quale.diagnostics import Note
from quale.language.blocks.data_files import DataFiles
from quale.language.blocks.fields import Fields, word_of
from quale.language.blocks.initial_values import Parts, parts_of
from quale.language.experiment.configuration import configuration
from quale.language.experiment.evolve_block import REFERENCES, check_domain, check_evolve, evolve_fields
from quale.language.experiment.references import Blocks, name_of
from quale.language.experiment.resolve_parts import Resolved, resolve_parts
from quale.language.experiment.variant import variant
from quale.language.scope.context import Context
from quale.language.scope.declarations import BodyNames, Names, WorldNames
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.scope.permissions import FIELD
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.model.domain import Domain
from quale.model.expression import Expression, Number, Truth
from quale.model.model import ChampionTest, Model, ProgramText
from quale.model.world import Body, RecordKind, State, World, port_names


@dataclass(slots=True)
class Project:
    """What all experiments of one check share. `reads` and `records` tell at the end what no metric reads."""

    blocks: Blocks
    text: ProgramText
    domains: tuple[Domain, ...]
    data: DataFiles
    log: DiagnosticLog
    used: set[int] = field(default_factory=set)  # ids of the blocks that an experiment names
    reads: set[tuple[str, str]] = field(default_factory=set)
    records: dict[tuple[str, str], syntax.Name] = field(default_factory=dict)


def check_experiment(evolve: syntax.Settings, project: Project) -> Model | None:
    """Check one evolve block with all that it names; None where a block that it needs is missing."""
    names = Names(project.log)
    context = Context(names, FIELD)
    fields = evolve_fields(evolve, context)
    domain = check_domain(fields, project.domains, context)
    if not domain:
        return None
    needs = next(known.needs for known in project.domains if known.name == domain)
    parts = _parts(evolve, fields, needs, project, names)
    model = _resolve(evolve, fields, parts, project, context)
    for record in names.records.values():
        for name in record.fields:
            project.records.setdefault((record.name, name.text), name)
    return _tested(evolve, model, project, context)


def _tested(evolve: syntax.Settings, model: Model | None, project: Project, context: Context) -> Model | None:
    """Return the model with its `test` blocks, each a model of its own."""
    tests: list[ChampionTest] = []
    known: dict[str, syntax.Name] = {}
    for block in (block for block in evolve.blocks if block.keyword.text == "test"):
        name = name_of(block)
        if name.text in known:
            note = Note("first declared here", known[name.text].span)
            project.log.error(name.span, f"test `{name.text}` is declared twice", notes=(note,))
        known.setdefault(name.text, name)
        changed = variant(evolve, block, context)
        tested = check_experiment(changed, project) if changed is not None else None
        if model is None or tested is None:
            continue
        ends = (model.body.inputs, model.body.outputs)
        if (tested.body.inputs, tested.body.outputs) != ends:
            project.log.error(
                name.span,
                f"test `{name.text}` is not for these brains",
                f"body `{tested.body.name}` has other sensors or actuators than body `{model.body.name}`",
            )
        tests.append(ChampionTest(name.text, tested))
    if model is None or not tests:
        return model
    pairs = tuple((f"test.{test.name}.{key}", value) for test in tests for key, value in _conditions(test.model))
    return replace(model, tests=tuple(tests), configuration=model.configuration + pairs)


def _conditions(model: Model) -> tuple[tuple[str, str], ...]:
    """Return what a test's configuration says about the test itself; the rest is the experiment's."""
    told = (*REFERENCES, "scenarios", "ticks", "aggregate", "resample", "stop.when")
    return tuple((key, value) for key, value in model.configuration if key in told)


def _parts(evolve: syntax.Settings, fields: Fields, needs: tuple[str, ...], project: Project, names: Names) -> Parts:
    found: dict[str, syntax.Block | None] = {}
    missing: list[str] = []
    for kind in REFERENCES:
        found[kind] = _reference(kind, fields, project)
        if found[kind] is None and (kind in fields or kind in needs):
            names.complete = False
            if kind not in fields:
                missing.append(kind)
    if missing:
        project.log.absent(
            evolve.span,
            f"evolve block `{name_of(evolve).text}` needs {', '.join(f'`{kind}`' for kind in missing)}",
            f"expected `{missing[0]}: NAME`",
            of=("evolve",),
        )
    return parts_of(found)


def _reference(kind: str, fields: Fields, project: Project) -> syntax.Block | None:
    value = fields.get(kind)
    if value is None:
        return None
    known = project.blocks.named[kind]
    word = word_of(value)
    block = known.get(word)
    if block is not None:
        project.used.add(id(block))
        return block
    if word:
        project.log.absent(
            value.span,
            f"unknown {kind} `{word}`",
            f"the program has no {kind} of this name",
            hint(word, known),
            of=(kind,),
        )
    else:
        project.log.error(value.span, f"`{kind}` names a block", f"expected the name of a {kind}")
    return None


def _resolve(evolve: syntax.Settings, fields: Fields, parts: Parts, project: Project, context: Context) -> Model | None:
    names = context.names
    resolved = resolve_parts(parts, evolve, context, project.data, project.reads)
    fitness = resolved.fitness
    plan = check_evolve(evolve, parts.body, fields, tuple(names.metrics) if fitness is not None else None, context)
    if names.body is None or names.world is None or fitness is None or project.log.failed:
        return None
    written = fields.get("seed_from")
    seed_from = written.value if isinstance(written, syntax.TextLiteral) else _word(fields, "seed_from")
    references = tuple((kind, _word(fields, kind) or "none") for kind in REFERENCES)
    return Model(
        name=name_of(evolve).text,
        text=project.text,
        domain=_word(fields, "domain") or "world",
        body=_body(names.body, resolved),
        world=_world(names.world, resolved),
        perception=resolved.perception,
        action=resolved.action,
        dynamics=resolved.dynamics,
        fitness=fitness,
        records=tuple(RecordKind(r.name, tuple(f.text for f in r.fields)) for r in names.records.values()),
        delays=tuple(names.numbers.delays),
        scenarios=plan.scenarios,
        ticks=plan.ticks,
        aggregate=plan.aggregate,
        resample=plan.resample,
        seed=plan.seed,
        seed_from=seed_from,
        seed_from_path=isinstance(written, syntax.TextLiteral),
        checkpoint=plan.checkpoint,
        evolution=plan.settings,
        configuration=configuration((("domain", _word(fields, "domain") or "world"), *references), plan, seed_from),
    )


def _word(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return word_of(value) if value is not None else None


def _body(names: BodyNames, resolved: Resolved) -> Body:
    implicit: dict[str, Expression] = {"alive": Truth(value=True), "position": Number(0.0)}
    every = tuple(
        resolved.setup.agent_states.get(name) or State(name, value.type, implicit.get(name), implicit=True)
        for name, value in names.states.items()
    )
    sensors = tuple(
        replace(sensor, assigned=any(port in resolved.assigned for port in port_names(sensor.name, sensor.directions)))
        for sensor in names.sensors.values()
    )
    index = {name: value.index for name, value in names.states.items()}
    return Body(
        names.name,
        every,
        sensors,
        tuple(names.actuators.values()),
        resolved.agent_machines,
        x=index.get("x", -1),
        y=index.get("y", -1),
        position=index.get("position", -1),
        speed=index.get("speed", -1),
        alive=index.get("alive", -1),
        start_site=resolved.setup.start_site,
    )


def _world(names: WorldNames, resolved: Resolved) -> World:
    return World(
        name=names.name,
        topology=names.topology,
        length=names.number("length", 0.0) if names.topology == "route" else 0.0,
        width=names.width,
        height=names.height,
        walls=names.walls,
        max_speed=names.number("max_speed", 0.0) if "max_speed" in names.fields else None,
        tick=names.number("tick", 1.0),
        states=resolved.setup.world_states,
        kinds=resolved.kinds,
        machines=resolved.world_machines,
    )
