"""The blocks of the newer form that stand for an experiment in the older one."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from quale.diagnostics import Span
from quale.language.older.experiment import EATING, FULL, OLDER_FIELDS, Experiment, Item, field_of
from quale.language.older.rules import property_of, sides
from quale.language.older.text import Text
from quale.language.syntax import tree as syntax
from quale.language.syntax.number_text import shown

Extent = dict[tuple[int, int], Span]
"""Whole places of declarations, by the source (its id) and the place where they begin: spans are of heads alone."""


class Writer:
    """Writes the blocks of one experiment."""

    def __init__(self, experiment: Experiment, extents: Extent) -> None:
        self.experiment = experiment
        self.extents = extents
        body = experiment.body
        self.declared = {state.name.text for state in body.states} | {sensor.name.text for sensor in body.sensors}
        self.lived, self.idled = self._free("lived"), self._free("idled")
        self.eaten = {spawn.name.text: self._free(f"{spawn.name.text}_eaten") for spawn in experiment.categories}
        triggers = [actuator for actuator in body.actuators if actuator.kind.function.text == "trigger"]
        self.eats = next((a for a in triggers if any(word in a.name.text for word in EATING)), None)
        self.moves = next((a for a in body.actuators if a.kind.function.text == "directional"), None)

    def blocks(self) -> dict[str, Text]:
        """Return what stands between the braces of each block."""
        found = {"body": self._body(), "world": self._world(), "perception": self._perception()}
        found["action"] = self._action()
        if self.experiment.fitness is not None:
            found["fitness"] = self._fitness(self.experiment.fitness)
        return found

    def _free(self, name: str) -> str:
        """Return a name that no state or sensor has."""
        while name in self.declared:
            name += "_"
        return name

    def _body(self) -> Text:
        body, text = self.experiment.body, Text()
        states = {state.name.text for state in body.states}
        for state in body.states:
            self._copy(state, text)
        for sensor in self.experiment.internal:
            if sensor.name.text not in states and sensor.kind.arguments:
                span, extent = sensor.span, sensor.kind.arguments[0].value
                text.write(f"state {sensor.name.text}: ", span)
                text.copy(extent.span)
                text.write(f" = {_initial(sensor.name.text, extent)}\n", span)
        for counter in (self.lived, self.idled, *self.eaten.values()):
            text.write(f"state {counter}: int = 0\n", body.name.span)
        for sensor in body.sensors:
            if sensor.kind.function.text == "item_property":
                low, high = self._reach(property_of(sensor))
                text.write(f"sensor {sensor.name.text}: internal({low}..{high})\n", sensor.span)
            else:
                self._copy(sensor, text)
        self._copy_others(body, ("states", "sensors"), text)
        return text

    def _reach(self, name: str) -> tuple[str, str]:
        """Return bounds that hold 0, 1 and all values of a property."""
        written = (field_of(item.properties, name) for item in self.experiment.items)
        values = [_number(field.value) for field in written if field is not None]
        return shown(min(0.0, *values, 0.0)), shown(max(1.0, *values, 1.0))

    def _world(self) -> Text:
        world, text = self.experiment.world, Text()
        size, (width, height) = field_of(world.fields, "size"), sides(self.experiment)
        place = size.span if size is not None else world.name.span
        text.write(f"topology: grid({shown(width)}, {shown(height)})\n", place)
        for field in world.fields:
            if field.name.text not in (*OLDER_FIELDS, "topology"):
                self._copy(field, text)
        self._copy_others(world, ("fields", "spawns"), text)
        for spawn in self.experiment.categories:
            items = self.experiment.of_category(spawn.name.text)
            if items:
                self._entity(spawn, items, text)
        queries = {query.name.text for query in world.queries}
        if self._sensed() and "nearest" not in queries:
            text.write("query nearest(kind, x, y) -> distance, index, properties\n", self._sensed()[0].span)
        return text

    def _sensed(self) -> list[syntax.SensorDeclaration]:
        sensors = self.experiment.body.sensors
        return [sensor for sensor in sensors if sensor.kind.function.text == "item_property"]

    def _entity(self, spawn: syntax.Field, items: tuple[Item, ...], text: Text) -> None:
        """Write the kind that stands for a category: `item` is which of its items an entity is."""
        span, category = spawn.name.span, spawn.name.text
        drawn = f"random_int(0, {len(items) - 1})" if len(items) > 1 else "0"
        text.write(f"entity {category} {{\nproperties {{ item: int = {drawn} }}\nspawn: ", span)
        text.copy(spawn.value.span)
        respawn = field_of(self.experiment.world.fields, "item_respawn")
        if respawn is not None:
            text.write("\nrespawn: ", respawn.span)
            text.copy(respawn.value.span)
        text.write("\non_contact {\n", span)
        if self.eats is not None:
            text.write(f"when fired(actuator.{self.eats.name.text}) {{\n", self.eats.span)
        for at, item in enumerate(items):
            if len(items) > 1:
                text.write(f"{'else ' * bool(at)}when item == {at} {{\n", item.name.span)
            self._deltas(item, text)
            if len(items) > 1:
                text.write("}\n", item.name.span)
        text.write(f"agent.{self.eaten[category]} += 1\nconsume\n", span)
        text.write("}\n" * (self.eats is not None) + "}\n}\n", span)

    def _deltas(self, item: Item, text: Text) -> None:
        known = {sensor.name.text for sensor in self.experiment.internal}
        for delta in item.deltas:
            if delta.name.text in known:
                text.write(f"agent.{delta.name.text} += ", delta.name.span)
                text.copy(delta.value.span)
                text.write("\n", delta.name.span)

    def _perception(self) -> Text:
        text = Text()
        sensed = self._sensed()
        categories = [s.name.text for s in self.experiment.categories if self.experiment.of_category(s.name.text)]
        for category in categories if sensed else ():
            text.write(f"let near_{category} = nearest({category}, agent.x, agent.y)\n", sensed[0].span)
        for sensor in self.experiment.internal:
            text.write(f"sensor {sensor.name.text} = agent.{sensor.name.text}\n", sensor.span)
        for sensor in sensed:
            text.write(f"sensor {sensor.name.text} = ", sensor.span)
            self._nearest(property_of(sensor), categories, sensor.span, text)
            text.write("\n", sensor.span)
        return text

    def _nearest(self, name: str, categories: list[str], span: Span, text: Text) -> None:
        """Write the property of whatever is nearest, of the category that is spawned first where two are as near."""
        for at, category in enumerate(categories[:-1]):
            others = (f"near_{category}.distance <= near_{other}.distance" for other in categories[at + 1 :])
            text.write(f"{' and '.join(others)} ?\n", span)
            self._of_nearest(name, category, span, text)
            text.write(" :\n", span)
        if categories:
            self._of_nearest(name, categories[-1], span, text)
        else:
            text.write("0", span)

    def _of_nearest(self, name: str, category: str, span: Span, text: Text) -> None:
        text.write(f"(near_{category}.index < 0 ? 0 : ", span)
        items = self.experiment.of_category(category)
        for at, item in enumerate(items):
            last = at == len(items) - 1
            field = field_of(item.properties, name)
            text.write("" if last else f"near_{category}.item == {at} ? ", span)
            if field is None:
                text.write("0", item.name.span)
            else:
                text.write("(", span)
                text.copy(field.value.span)
                text.write(")", span)
            text.write("" if last else " : ", span)
        text.write(")", span)

    def _action(self) -> Text:
        text, span = Text(), self.experiment.body.name.span
        text.write(f"agent.{self.lived} += 1\n", span)
        if self.moves is None:
            text.write(f"agent.{self.idled} += 1\n", span)
            return text
        text.write("let x_before = agent.x\nlet y_before = agent.y\n", span)
        text.write(f"move actuator.{self.moves.name.text}\n", self.moves.span)
        text.write(f"when agent.x == x_before and agent.y == y_before {{ agent.{self.idled} += 1 }}\n", span)
        return text

    def _fitness(self, fitness: syntax.Fitness) -> Text:
        text, span = Text(), fitness.name.span
        own = {metric.name.text for metric in fitness.metrics}
        ticks = self.experiment.ticks
        metrics = {"survival": f"agent.{self.lived} / {ticks}", "idle": f"agent.{self.idled} / {ticks}"}
        metrics |= {f"{category}_eaten": f"agent.{counter}" for category, counter in self.eaten.items()}
        metrics["complexity"] = "engine.complexity"
        for name, value in metrics.items():
            if name not in own:
                text.write(f"metric {name} = {value}\n", span)
        self._copy_others(fitness, (), text)
        return text

    def _copy(self, node: Any, text: Text) -> None:
        """Copy a whole declaration."""
        span: Span = node.span
        text.copy(self.extents.get((id(span.source), span.start), span))
        text.write("\n", span)

    def _copy_others(self, block: Any, but: tuple[str, ...], text: Text) -> None:
        """Copy all that a block declares beside some kinds, whatever the language has."""
        for node in _declared(block, but):
            self._copy(node, text)


def _declared(block: Any, but: tuple[str, ...]) -> Iterator[Any]:
    for slot in fields(block):
        value = getattr(block, slot.name)
        if slot.name not in but and isinstance(value, tuple):
            yield from (node for node in value if hasattr(node, "span") and not isinstance(node, syntax.Name))


def _number(value: syntax.Expression) -> float:
    if isinstance(value, syntax.Unary) and value.operator in ("-", "+"):
        return -_number(value.operand) if value.operator == "-" else _number(value.operand)
    return value.value if isinstance(value, syntax.NumberLiteral) else 0.0


def _initial(name: str, extent: syntax.Expression) -> str:
    """Return what a sensor's state begins with: 0, or 1 of what is full then, within its range."""
    wanted = 1.0 if name in FULL else 0.0
    if isinstance(extent, syntax.Range):
        wanted = min(max(wanted, _number(extent.low)), max(_number(extent.high), _number(extent.low)))
    return shown(wanted)
