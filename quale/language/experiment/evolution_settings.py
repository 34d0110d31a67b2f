"""The blocks of evolution: brain, mutation, speciation, reproduction."""

from dataclasses import fields as fields_of

from quale.evolution.records.mutations import OPERATORS
from quale.evolution.records.settings import BrainSettings, Diversity, Mutation, Reproduction, Speciation
from quale.genome.genome import ACTIVATIONS
from quale.language.blocks.fields import Fields, word_of
from quale.language.expressions.constant import bounds, finite
from quale.language.scope.context import Context
from quale.language.scope.suggest import hint
from quale.language.syntax import tree as syntax

_MANY = 10**9


def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(record))


def block_fields(block: syntax.Settings, owner: str, known: tuple[str, ...], context: Context) -> Fields:
    """Return the fields of a block that holds no blocks and has no name."""
    no_blocks(block, (), context)
    return Fields(owner, block.fields, known, context)


def no_blocks(block: syntax.Settings, but: tuple[str, ...], context: Context) -> None:
    """Report a name of a block that has none, and blocks inside it, except those named in `but`."""
    if block.name is not None:
        context.log.error(block.name.span, f"`{block.keyword.text}` has no name", "expected `{`")
    for inner in block.blocks:
        if inner.keyword.text not in but:
            context.log.error(
                inner.keyword.span,
                f"unknown block `{inner.keyword.text}`",
                f"not a part of `{block.keyword.text}`",
                hint(inner.keyword.text, but),
            )


def check_brain(block: syntax.Settings, default: BrainSettings, context: Context) -> BrainSettings:
    """Read `brain { }`."""
    fields = block_fields(block, "`brain`", _names(BrainSettings), context)
    weights = default.weights
    written = fields.get("weights")
    if isinstance(written, syntax.Range):
        found = bounds(written, context, "`weights`")
        if found is not None and not (abs(found[0]) < _MANY and abs(found[1]) < _MANY):
            context.log.error(written.span, "`weights` must be finite", "the bounds of all weights")
        weights = found[:2] if found else default.weights
    elif written is not None:
        context.log.error(written.span, "`weights` is a range", "expected `-2..2`")
    return BrainSettings(
        recurrent=fields.truth("recurrent", default.recurrent),
        activation=fields.word("activation", default.activation, ACTIVATIONS),
        activations=_activations(fields, default.activations),
        initial=_initial(fields, default.initial),
        weights=weights,
        bias=fields.truth("bias", default.bias),
        steps=fields.integer("steps", default.steps, 1, 1000),
    )


def _activations(fields: Fields, default: tuple[str, ...]) -> tuple[str, ...]:
    written, log = fields.get("activations"), fields.context.log
    if written is None:
        return default
    if not isinstance(written, syntax.List) or not written.items:
        log.error(written.span, "`activations` is a list of functions", "expected `[tanh, relu]`")
        return default
    found: list[str] = []
    for item in written.items:
        word = word_of(item)
        if word not in ACTIVATIONS:
            log.error(
                item.span,
                f"unknown activation `{item.span.text}`",
                f"expected one of {', '.join(ACTIVATIONS)}",
                hint(word, ACTIVATIONS),
            )
        elif word in found:
            log.error(item.span, f"activation `{word}` stands twice", "")
        else:
            found.append(word)
    return tuple(found) or default


def _initial(fields: Fields, default: float) -> float:
    written, context = fields.get("initial"), fields.context
    if written is None:
        return default
    word = word_of(written)
    if word in ("full", "none"):
        return 1.0 if word == "full" else 0.0
    if isinstance(written, syntax.Call) and written.function.text == "partial" and len(written.arguments) == 1:
        part = finite(written.arguments[0].value, context, "`partial`")
        if part is not None and not 0 <= part[0] <= 1:
            context.log.error(written.arguments[0].value.span, "`partial` must be from 0 to 1", "a part of all")
            return default
        return part[0] if part is not None else default
    context.log.error(
        written.span,
        "`initial` cannot be this",
        "expected `full`, `none` or `partial(0.5)`",
        hint(word, ("full", "none", "partial")),
    )
    return default


def check_mutation(block: syntax.Settings, default: Mutation, context: Context) -> Mutation:
    """Read `mutation { }`."""
    fields = block_fields(block, "`mutation`", _names(Mutation), context)
    at_least_0 = (lambda value: value >= 0, "at least 0", ())
    chances = {name: fields.chance(name, getattr(default, name)) for name in OPERATORS}
    return Mutation(
        **chances,
        weight_sd=fields.number("weight_sd", default.weight_sd, *at_least_0),
        bias_sd=fields.number("bias_sd", default.bias_sd, *at_least_0),
        replace=fields.chance("replace", default.replace),
        perturb=fields.word("perturb", default.perturb, ("normal", "uniform")),
        exclusive=fields.truth("exclusive", default.exclusive),
    )


def check_speciation(block: syntax.Settings, default: Speciation, context: Context) -> Speciation:
    """Read `speciation { }`."""
    fields = block_fields(block, "`speciation`", _names(Speciation), context)
    at_least_0 = (lambda value: value >= 0, "at least 0", ())
    target = default.target_species
    written = fields.get("target_species")
    if written is not None:
        target = None if word_of(written) == "none" else fields.integer("target_species", target or 1, 1, _MANY)
    return Speciation(
        threshold=fields.number("threshold", default.threshold, lambda value: value > 0, "positive", ()),
        excess=fields.number("excess", default.excess, *at_least_0),
        disjoint=fields.number("disjoint", default.disjoint, *at_least_0),
        weight=fields.number("weight", default.weight, *at_least_0),
        normalise=fields.truth("normalise", default.normalise),
        target_species=target,
        stagnation=fields.integer("stagnation", default.stagnation, 1, _MANY, "generations"),
    )


def check_reproduction(block: syntax.Settings, default: Reproduction, context: Context) -> Reproduction:
    """Read `reproduction { }` and the `diversity { }` in it."""
    known = tuple(name for name in _names(Reproduction) if name != "diversity")
    no_blocks(block, ("diversity",), context)
    fields = Fields("`reproduction`", block.fields, known, context)
    diversity = default.diversity
    for inner in block.blocks:
        if inner.keyword.text == "diversity":
            every = block_fields(inner, "`diversity`", _names(Diversity), context)
            diversity = Diversity(
                every.integer("every", diversity.every, 0, _MANY, "generations"),
                every.chance("rate", diversity.rate),
            )
    survival = fields.number("survival", default.survival, lambda value: 0 < value <= 1, "above 0 and at most 1", ())
    return Reproduction(
        crossover=fields.chance("crossover", default.crossover),
        interspecies=fields.chance("interspecies", default.interspecies),
        tournament=fields.integer("tournament", default.tournament, 1, _MANY),
        survival=survival,
        elitism=fields.integer("elitism", default.elitism, 0, _MANY),
        elitism_size=fields.integer("elitism_size", default.elitism_size, 1, _MANY),
        diversity=diversity,
        inherit_disabled=fields.chance("inherit_disabled", default.inherit_disabled),
        run_stagnation=fields.integer("run_stagnation", default.run_stagnation, 0, _MANY, "generations"),
    )
