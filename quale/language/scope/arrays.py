"""Arrays: what was declared with a length, and the names of its elements."""

from quale.language.scope.context import Context, EntityName, LocalName
from quale.language.scope.declarations import Arrays
from quale.language.syntax.tree import Array, Name, Path


def lengths(arrays: tuple[Array, ...], role: str) -> Arrays:
    """Return the arrays of a role: state, sensor, actuator or property."""
    return {array.name.text: array.length for array in arrays if array.role == role}


def element_name(name: str, place: int) -> str:
    """Return the name under which an element is declared."""
    return f"{name}_{place}"


def element_path(path: Path, place: int) -> Path:
    """Return the path of an element; it stands where the path of the array does."""
    *around, name = path.parts
    return Path((*around, Name(element_name(name.text, place), name.span)), path.span)


def length_of_array(path: Path, context: Context) -> int | None:
    """Return how many elements the array has that a path names, 0 where its declaration is wrong; None of no array."""
    return _arrays(path, context).get(path.parts[-1].text)


def _arrays(path: Path, context: Context) -> Arrays:
    head, *rest = (part.text for part in path.parts)
    names, meaning = context.names, context.scope.find(head)
    if not rest:
        return _bare(context) if meaning is None else {}
    if len(rest) > 1:
        return {}
    if isinstance(meaning, EntityName | LocalName):
        return meaning.kind.arrays if meaning.kind is not None else {}
    if head == "world":
        return names.world.arrays if names.world is not None else {}
    if names.body is None:
        return {}
    body = names.body
    owners = {"agent": body.state_arrays, "sensor": body.sensor_arrays, "actuator": body.actuator_arrays}
    return owners.get(head, {})


def _bare(context: Context) -> Arrays:
    """Return the arrays whose names need no prefix here, nearer ones in front of others."""
    names, bare = context.names, context.place.bare
    states = names.body.state_arrays if bare and names.body is not None else {}
    hiddens = names.hidden_arrays if bare == "dynamics" else {}
    return {**states, **hiddens, **(context.entity.arrays if context.entity is not None else {})}
