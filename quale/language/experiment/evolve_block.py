"""evolve: how much is evolved, how it is saved, and when it is over."""

from dataclasses import dataclass, replace

from quale.evolution.records.preset import PRESETS
from quale.evolution.records.settings import Condition, Settings, Stop
from quale.genome.genome import ACTIVATIONS
from quale.language.blocks.fields import Fields, word_of
from quale.language.experiment.evolution_settings import (
    block_fields,
    check_brain,
    check_mutation,
    check_reproduction,
    check_speciation,
)
from quale.language.experiment.track import check_track
from quale.language.expressions.constant import finite
from quale.language.scope.context import Context
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax
from quale.language.syntax.units import SECONDS, short
from quale.model.domain import Declaration, named
from quale.model.model import CheckpointPlan
from quale.model.trackers import TrackPlan

REFERENCES = ("body", "world", "perception", "action", "dynamics", "fitness")
_NUMBERS = ("population", "generations", "scenarios", "ticks", "seed", "agents")
_WORDS = ("domain", "preset", "aggregate", "resample", "seed_from", "items", "time_limit", "draw")
_BLOCKS = ("mutation", "speciation", "reproduction", "brain", "checkpoint", "stop", "track", "test")
EVOLVE_FIELDS = (*REFERENCES, *_NUMBERS, *_WORDS)
TEST_FIELDS = ("domain", *REFERENCES, "scenarios", "ticks", "aggregate", "resample", "when")
MANY = 10**9
_MOST_GENOMES = 10_000_000
MOST_SCENARIOS = 1_000_000
_LARGEST_SEED = 2**53  # a literal is a double


@dataclass(frozen=True, slots=True)
class Plan:
    """An evolve block without the blocks it names; `when` is its unresolved stop condition."""

    settings: Settings
    checkpoint: CheckpointPlan
    preset: str
    scenarios: int
    aggregate: str
    resample: bool
    seed: int
    time_limit: float | None  # seconds
    track: TrackPlan


def evolve_fields(evolve: syntax.Settings, domains: tuple[Declaration, ...], context: Context) -> Fields:
    """Return the fields of an evolve block, those that its domain adds among them."""
    words = [domain_word(field.value) for field in evolve.fields if field.name.text == "domain"]
    meant = [domain for domain in (named(domains, word) for word in words) if domain is not None]
    further = [name for domain in meant for name in domain.fields]
    return Fields("`evolve`", evolve.fields, (*EVOLVE_FIELDS, *further), context)


def domain_word(value: syntax.Expression) -> str:
    """Return the word that the value of `domain` begins with."""
    return value.function.text if isinstance(value, syntax.Call) else word_of(value)


def check_evolve(
    evolve: syntax.Settings, body: syntax.Body | None, fields: Fields, metrics: tuple[str, ...] | None, context: Context
) -> Plan:
    """Read an evolve block. `metrics` are the names of its fitness, None where that is not known."""
    agents = fields.get("agents")
    if fields.integer("agents", 1, 1, MANY) > 1 and agents is not None:
        context.log.unsupported(agents.span, "`agents` above 1")
    name = fields.word("preset", "", tuple(PRESETS))
    blocks = _blocks(evolve, context)
    seed = fields.integer("seed", 0, 0, _LARGEST_SEED)
    settings = Settings(
        population=fields.integer("population", 200, 1, _MOST_GENOMES),
        generations=fields.integer("generations", 5000, 1, MANY, "generations"),
        seed=seed,
        stop=_stop(blocks.get("stop"), metrics, context),
        metrics=metrics or (),
    )
    return Plan(
        _evolution(settings, PRESETS.get(name, Settings()), blocks, body, context),
        _checkpoint(blocks.get("checkpoint"), context),
        name,
        fields.integer("scenarios", 5, 1, MOST_SCENARIOS),
        fields.word("aggregate", "mean", ("mean", "min", "median")),
        fields.word("resample", "every_generation", ("every_generation", "never")) == "every_generation",
        seed,
        _seconds("time_limit", fields, context),
        check_track(blocks.get("track"), context),
    )


def output_activation(evolve: syntax.Settings, body: syntax.Body | None, fields: Fields) -> str:
    """Return the activation of outputs, before the settings are checked: values of actuators are scaled by it."""
    preset = fields.get("preset")
    found = PRESETS.get(word_of(preset) if preset is not None else "", Settings()).brain.activation
    blocks = (*(body.blocks if body is not None else ()), *evolve.blocks)
    written = (field for block in blocks if block.keyword.text == "brain" for field in block.fields)
    words = [word_of(field.value) for field in written if field.name.text == "activation"]
    return next((word for word in reversed(words) if word in ACTIVATIONS), found)


def _blocks(evolve: syntax.Settings, context: Context) -> dict[str, syntax.Settings]:
    blocks: dict[str, syntax.Settings] = {}
    for block in evolve.blocks:
        word = block.keyword.text
        if word in ("region", "plasticity"):
            context.log.unsupported(block.span, f"`{word}`")
        elif word not in _BLOCKS:
            context.log.error(
                block.keyword.span, f"unknown block `{word}`", "not a part of `evolve`", hint(word, _BLOCKS)
            )
        elif word == "test":
            continue  # check_tests looks at them, there may be several
        elif word in blocks:
            context.log.error(block.keyword.span, f"block `{word}` is given twice", "")
        else:
            blocks[word] = block
    return blocks


def _evolution(
    settings: Settings,
    preset: Settings,
    blocks: dict[str, syntax.Settings],
    body: syntax.Body | None,
    context: Context,
) -> Settings:
    brain, mutation = preset.brain, preset.mutation
    speciation, reproduction = preset.speciation, preset.reproduction
    for block in body.blocks if body is not None else ():
        if block.keyword.text == "brain":
            brain = check_brain(block, brain, context)
    if "brain" in blocks:
        brain = check_brain(blocks["brain"], brain, context)
    if "mutation" in blocks:
        mutation = check_mutation(blocks["mutation"], mutation, context)
    if "speciation" in blocks:
        speciation = check_speciation(blocks["speciation"], speciation, context)
    if "reproduction" in blocks:
        reproduction = check_reproduction(blocks["reproduction"], reproduction, context)
    return replace(settings, brain=brain, mutation=mutation, speciation=speciation, reproduction=reproduction)


def _checkpoint(block: syntax.Settings | None, context: Context) -> CheckpointPlan:
    default = CheckpointPlan()
    if block is None:
        return default
    fields = block_fields(block, "`checkpoint`", ("every", "keep", "keep_best"), context)
    return CheckpointPlan(
        fields.integer("every", default.every, 1, MANY, "generations"),
        fields.integer("keep", default.keep, 1, MANY),
        fields.truth("keep_best", default.keep_best),
    )


def _stop(block: syntax.Settings | None, metrics: tuple[str, ...] | None, context: Context) -> Stop:
    if block is None:
        return Stop()
    fields = block_fields(block, "`stop`", ("fitness", "when", "stagnation", "time"), context)
    return Stop(
        fields.number("fitness", 0.0) if "fitness" in fields else None,
        _condition(fields.get("when"), metrics, context),
        fields.integer("stagnation", 1, 1, MANY, "generations") if "stagnation" in fields else None,
        _seconds("time", fields, context),
    )


def _condition(value: syntax.Expression | None, metrics: tuple[str, ...] | None, context: Context) -> Condition | None:
    if value is None:
        return None
    comparisons = (">=", ">", "<=", "<", "==", "!=")
    if not isinstance(value, syntax.Binary) or value.operator not in comparisons or not word_of(value.left):
        context.log.error(value.span, "`when` compares a metric with a number", "expected `METRIC >= x`")
        return None
    bound = finite(value.right, context, "the bound")
    metric = word_of(value.left)
    if metrics is None or bound is None:
        return None
    if metric not in metrics:
        context.log.absent(
            value.left.span,
            f"unknown metric `{metric}`",
            "not a metric of the fitness",
            hint(metric, metrics),
            of=("fitness",),
        )
        return None
    return Condition(metrics.index(metric), value.operator, bound[0])


def _seconds(name: str, fields: Fields, context: Context) -> float | None:
    value = fields.get(name)
    if value is None:
        return None
    found = finite(value, context, f"`{name}`")
    if found is None:
        return None
    if short(found[1]) not in SECONDS:
        context.log.error(
            value.span, f"`{name}` needs a unit of time", f"expected one of {', '.join(SECONDS)}", "as in `2 h`"
        )
        return None
    if found[0] <= 0:
        context.log.error(value.span, f"`{name}` must be positive", f"this is {found[0]:g}")
    return found[0] * SECONDS[short(found[1])]
