"""One evolve block and what it names become one Model, with the task that its domain makes of them."""

from dataclasses import dataclass, field, replace

from quale.diagnostics import Note
from quale.language.blocks.data_files import DataFiles
from quale.language.blocks.fields import Fields, word_of
from quale.language.blocks.initial_values import Parts, check_setup, parts_of
from quale.language.drawing.draw import check_draw
from quale.language.experiment.configuration import configuration
from quale.language.experiment.domain import WORLD, Chosen, body_span, check_domain
from quale.language.experiment.evolve_block import MANY, REFERENCES, check_evolve, evolve_fields, output_activation
from quale.language.experiment.references import Blocks, name_of
from quale.language.experiment.traps import warn_of_traps
from quale.language.experiment.variant import variant
from quale.language.experiment.world_task import check_world_task
from quale.language.scope.context import Context
from quale.language.scope.declarations import Definitions, Names
from quale.language.scope.diagnostic_log import DiagnosticLog
from quale.language.scope.limits import require_few
from quale.language.scope.permissions import FIELD
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.model.domain import Arguments, Declaration, Ports, Task
from quale.model.limits import MOST_TESTS
from quale.model.model import ChampionTest, Model, ProgramText
from quale.model.port_names import port_names


@dataclass(slots=True)
class Project:
    """What all experiments of one check share. `reads` and `records` tell at the end what no metric reads."""

    blocks: Blocks
    text: ProgramText
    domains: tuple[Declaration, ...]
    data: DataFiles
    log: DiagnosticLog
    known: Ports | None = None  # the brains' ends, where the program comes out of a checkpoint
    definitions: Definitions = field(default_factory=Definitions)
    used: set[int] = field(default_factory=set)  # ids of the blocks that an experiment names
    reads: set[tuple[str, str]] = field(default_factory=set)
    records: dict[tuple[str, str], syntax.Name] = field(default_factory=dict)


def check_experiment(evolve: syntax.Settings, project: Project) -> Model | None:
    """Check one evolve block with all that it names; None where something that it needs is missing or wrong."""
    names = Names(project.log, definitions=project.definitions)
    context = Context(names, FIELD)
    fields = evolve_fields(evolve, project.domains, context)
    chosen = check_domain(evolve, fields, project.domains, context, project.data, project.known)
    if chosen is None:
        return None
    needs = chosen.declaration.blocks
    parts = _parts(evolve, fields, needs, project, names)
    _no_items_sensed(parts.body, project)
    names.activation = output_activation(evolve, parts.body, fields)
    if needs:
        ticks = fields.integer("ticks", 300, 1, MANY, "ticks")
        blocks = check_world_task(evolve, parts, ticks, context, project.data, project.reads)
        arguments = replace(chosen.arguments, blocks=blocks)
        metrics = tuple(names.metrics) if parts.fitness is not None else None
    else:
        arguments = _named_ports(fields, parts, chosen, context, project.data)
        metrics = None
    task = chosen.declaration.check(arguments, project.log)
    if task is not None:
        metrics = chosen.declaration.metrics(task)
    _meaningless(fields, chosen, context)
    picture = _reference("draw", fields, project) if needs else None
    drawn = check_draw(picture, context) if isinstance(picture, syntax.Statements) else None
    model = _model(evolve, fields, parts, project, context, chosen, task, metrics)
    model = replace(model, picture=drawn) if model is not None else None
    for record in (record for record in names.records.values() if " " not in record.name):
        for name in record.fields:
            project.records.setdefault((record.name, name.text), name)
    return _tested(evolve, model, project, context)


def _no_items_sensed(body: syntax.Body | None, project: Project) -> None:
    """Report sensors of items: where there are some, the sensor has become another before it comes here."""
    for sensor in body.sensors if body is not None else ():
        if sensor.kind.function.text == "item_property":
            project.log.error(sensor.kind.span, "`item_property` senses items", "the experiment has no `items`")


def _named_ports(fields: Fields, parts: Parts, chosen: Chosen, context: Context, data: DataFiles) -> Arguments:
    """Return the arguments of a domain without blocks, with the names of a body's ports where one is named."""
    if parts.body is None:
        return chosen.arguments
    check_setup(parts, context, data)
    body = context.names.body
    if body is None:
        return chosen.arguments
    inputs = (name for port in body.sensors.values() for name in port_names(port.name, port.directions))
    outputs = (name for port in body.actuators.values() for name in port_names(port.name, port.directions))
    return replace(chosen.arguments, body=Ports(tuple(inputs), tuple(outputs)), body_span=body_span(fields))


def _meaningless(fields: Fields, chosen: Chosen, context: Context) -> None:
    """Tell which fields say something about a world where there is none, or about code of others in a world."""
    declaration = chosen.declaration
    world = bool(declaration.blocks)
    meaningless = {kind: "the domain says what happens" for kind in (*REFERENCES[1:], "draw", "ticks") if not world}
    if not declaration.foreign:
        endless = "a world runs for so many ticks, and no longer" if world else "no code of others runs there"
        meaningless["time_limit"] = endless
    if not declaration.scenarios:
        meaningless |= dict.fromkeys(("scenarios", "aggregate"), "an evaluation finds one score for each brain")
    for kind, words in meaningless.items():
        value = fields.get(kind)
        if value is not None:
            context.log.error(value.span, f"`{kind}` has no meaning with domain `{declaration.name}`", words)


def _model(
    evolve: syntax.Settings,
    fields: Fields,
    parts: Parts,
    project: Project,
    context: Context,
    chosen: Chosen,
    task: Task | None,
    metrics: tuple[str, ...] | None,
) -> Model | None:
    plan = check_evolve(evolve, parts.body, fields, metrics, context)
    warn_of_traps(evolve, plan.settings, context, fires=bool(chosen.declaration.blocks))
    if task is None or project.log.failed:
        return None
    written = fields.get("seed_from")
    seed_from = written.value if isinstance(written, syntax.TextLiteral) else _word(fields, "seed_from")
    named = tuple((kind, _word(fields, kind) or "none") for kind in REFERENCES)
    blocks = bool(chosen.declaration.blocks)
    ticks = fields.integer("ticks", 300, 1, MANY, "ticks") if blocks else None
    references = named if blocks else tuple(pair for pair in named if pair[1] != "none")
    return Model(
        name=name_of(evolve).text,
        text=project.text,
        domain=chosen.declaration.name,
        task=task,
        ports=task.ports,
        metrics=plan.settings.metrics,
        scenarios=plan.scenarios,
        aggregate=plan.aggregate,
        resample=plan.resample,
        seed=plan.seed,
        seed_from=seed_from,
        seed_from_path=isinstance(written, syntax.TextLiteral),
        checkpoint=plan.checkpoint,
        evolution=plan.settings,
        configuration=configuration(
            (*chosen.configuration, *references), plan, seed_from, ticks, scenarios=chosen.declaration.scenarios
        ),
        time_limit=plan.time_limit,
        track=plan.track,
    )


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
        require_few(name, len(known), MOST_TESTS, "tests", project.log)
        changed = variant(evolve, block, context)
        tested = check_experiment(changed, project) if changed is not None else None
        if model is None or tested is None:
            continue
        if tested.ports != model.ports:
            bodies = [dict(each.configuration).get("body", "none") for each in (tested, model)]
            project.log.error(
                name.span,
                f"test `{name.text}` is not for these brains",
                f"body `{bodies[0]}` has other sensors or actuators than body `{bodies[1]}`",
            )
        tests.append(ChampionTest(name.text, tested))
    if model is None or not tests:
        return model
    pairs = tuple((f"test.{test.name}.{key}", value) for test in tests for key, value in _conditions(test.model))
    return replace(model, tests=tuple(tests), configuration=model.configuration + pairs)


def _conditions(model: Model) -> tuple[tuple[str, str], ...]:
    """Return what a test's configuration says about the test itself; the rest is the experiment's."""
    told = (*REFERENCES, "scenarios", "ticks", "aggregate", "resample", "stop.when")
    return tuple(
        (key, value)
        for key, value in model.configuration
        if key in told or key.startswith("domain.") or (key == "domain" and value != WORLD)
    )


def _parts(evolve: syntax.Settings, fields: Fields, needs: tuple[str, ...], project: Project, names: Names) -> Parts:
    found: dict[str, syntax.Block | None] = {}
    missing: list[str] = []
    for kind in REFERENCES:
        meant = (
            bool(needs) or kind == "body"
        )  # without a world a body lends its ports' names, other blocks mean nothing
        found[kind] = _reference(kind, fields, project) if meant else None
        if meant and found[kind] is None and (kind in fields or kind in needs):
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


def _word(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return word_of(value) if value is not None else None
