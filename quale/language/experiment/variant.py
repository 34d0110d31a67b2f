"""`test NAME { }` in an evolve block: the experiment varied, for its champions to be tested in."""

from dataclasses import replace

from quale.language.blocks.fields import Fields
from quale.language.experiment.evolve_block import TEST_FIELDS
from quale.language.scope.context import Context
from quale.language.syntax import tree as syntax

_LEFT_OUT = ("test", "stop", "checkpoint", "track")


def variant(evolve: syntax.Settings, test: syntax.Settings, context: Context) -> syntax.Settings | None:
    """Return the evolve block that a test stands for: the fields of the test before those of the experiment.

    `when` becomes the block's stop condition. None where the test itself is wrong.
    """
    fields = Fields("`test`", test.fields, TEST_FIELDS, context)
    for inner in test.blocks:
        context.log.error(inner.keyword.span, f"unknown block `{inner.keyword.text}`", "not a part of `test`")
    if "when" not in fields and fields.sound:
        context.log.absent(test.span, "a test needs `when`", "expected `when: METRIC >= x`", of=("evolve",))
    if test.name is None or evolve.name is None or not fields.sound or "when" not in fields:
        return None
    written = {field.name.text: field for field in test.fields}
    kept = tuple(field for field in evolve.fields if field.name.text not in {*written, "seed_from", "draw"})
    changed = tuple(field for name, field in written.items() if name != "when")
    when = replace(test, keyword=replace(test.keyword, text="stop"), name=None, fields=(written["when"],), blocks=())
    name = replace(test.name, text=f"{evolve.name.text}.{test.name.text}")
    blocks = tuple(block for block in evolve.blocks if block.keyword.text not in _LEFT_OUT)
    return replace(evolve, name=name, fields=kept + changed, blocks=(*blocks, when))
