"""Settings that are allowed, do nothing, and are seldom meant."""

from quale.evolution.records.settings import Settings
from quale.language.expressions.scaled import REACHES
from quale.language.scope.context import Context
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown
from quale.model.kinds import PortKind


def warn_of_traps(evolve: syntax.Settings, settings: Settings, context: Context, *, fires: bool) -> None:
    """Warn of thresholds that no output crosses, if outputs fire, and of an `elitism_size` that no species has."""
    body, activation = context.names.body, settings.brain.activation
    low, high = REACHES[activation]
    for actuator in body.actuators.values() if body is not None and fires else ():
        if actuator.kind is PortKind.VALUE:
            continue
        never, always = actuator.threshold >= high, actuator.threshold < low
        if body is not None and (never or always) and body.sound(f"actuator.{actuator.name}"):
            context.log.warning(
                body.actuator_spans[actuator.name],
                f"actuator `{actuator.name}` {'never' if never else 'always'} fires",
                f"its threshold is {shown(actuator.threshold)}; `{activation}` gives {shown(low)}..{shown(high)}",
                "the activation of outputs is set in `brain { activation: … }`",
            )
    reproduction = settings.reproduction
    if not reproduction.elitism or reproduction.elitism_size <= settings.population:
        return
    blocks = (block for block in evolve.blocks if block.keyword.text == "reproduction")
    written = [field for block in blocks for field in block.fields if field.name.text == "elitism_size"]
    context.log.warning(
        written[0].value.span if written else evolve.span,
        "no species can be so large",
        f"the population is {settings.population}, `elitism_size` {reproduction.elitism_size}: no champion is kept",
        "write `elitism: 0` if none is to be kept",
    )
