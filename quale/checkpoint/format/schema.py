"""The typed schema of a checkpoint: every field of header and sections with its type, shape and bounds.

Letters in shapes stand for one number throughout the file: P genomes, E evaluated genomes (P, or 0 before the first
evaluation), M metrics, Q species, X connections and Y splits in the tracker, G generations, I inputs, O outputs.
"""

from quale.checkpoint.format.kinds import Array, Integer, Items, Maybe, Raw, Real, Row, Table, Text
from quale.model.limits import LONGEST_NAME

INT32 = 2**31 - 1
UINT64 = 2**64 - 1

DTYPES = ("<f8", "<i8", "<i4", "<i2", "|u1", "|b1")
"""All element types of the format; booleans are one byte, 0 or 1."""


def genomes(p: str | int) -> Table:
    """Return the schema of `p` genomes (a letter or a number)."""
    starts = f"{p}+1" if isinstance(p, str) else p + 1
    n, c = f"nodes of {p}", f"connections of {p}"
    return Table(
        (
            ("node_start", Array("<i8", (starts,))),
            ("node_id", Array("<i4", (n,))),
            ("node_kind", Array("|u1", (n,))),
            ("bias", Array("<f8", (n,), "finite")),
            ("activation", Array("|u1", (n,))),
            ("region", Array("<i2", (n,))),
            ("connection_start", Array("<i8", (starts,))),
            ("innovation", Array("<i4", (c,))),
            ("source", Array("<i4", (c,))),
            ("target", Array("<i4", (c,))),
            ("weight", Array("<f8", (c,), "finite")),
            ("enabled", Array("|b1", (c,))),
        )
    )


NAME = Text(LONGEST_NAME)
HEX = Text(64)
LONGEST_PATH = 4096
PAIRS = Items(Row((Text(), Text())))

POPULATION = Table(
    (
        ("inputs", Items(NAME, "I")),
        ("outputs", Items(NAME, "O")),
        ("input_ids", Array("<i4", ("I",))),
        ("output_ids", Array("<i4", ("O",))),
        ("genomes", genomes("P")),
        ("metric_names", Items(NAME, "M")),
        ("fitness", Array("<f8", ("E",), "finite")),
        ("metrics", Array("<f8", ("E", "M"))),
        ("membership", Array("<i4", ("E",))),
        ("winner", Maybe(Integer(0, INT32))),
        ("improved", Integer(0, INT32)),
        ("evaluations", Integer()),
    )
)

SPECIES = Table(
    (
        ("id", Array("<i4", ("Q",))),
        ("founded", Array("<i4", ("Q",))),
        ("improved", Array("<i4", ("Q",))),
        ("best", Array("<f8", ("Q",), "number")),
        ("size", Array("<i4", ("Q",))),
        ("representatives", genomes("Q")),
        ("next_id", Integer(0, INT32)),
        ("threshold", Real(0.0)),
    )
)

TRACKER = Table(
    (
        ("next_node_id", Integer(0, INT32)),
        ("source", Array("<i4", ("X",))),
        ("target", Array("<i4", ("X",))),
        ("split_innovation", Array("<i4", ("Y",))),
        ("split_node", Array("<i4", ("Y",))),
    )
)

HISTORY = Table(
    (
        ("best", Array("<f8", ("G",), "finite")),
        ("mean", Array("<f8", ("G",))),
        ("median", Array("<f8", ("G",))),
        ("worst", Array("<f8", ("G",), "finite")),
        ("species", Array("<i4", ("G",))),
        ("complexity", Array("<f8", ("G",))),
        ("evaluations", Array("<i8", ("G",))),
        ("seconds", Array("<f8", ("G",))),
        ("invalid", Array("<i4", ("G",))),
        ("changed", Array("|b1", ("G",))),
        ("metrics", Array("<f8", ("G", "M"))),
        ("tests", Items(NAME, "K")),
        ("reached", Array("<f8", ("G", "K"))),
        ("passed", Array("|b1", ("G", "K"))),
    )
)

BEST = Table(
    (
        (
            "best",
            Maybe(
                Table(
                    (
                        ("genome", genomes(1)),
                        ("fitness", Real()),
                        ("generation", Integer(1, INT32)),
                        ("metrics", Array("<f8", ("M",))),
                    )
                )
            ),
        ),
    )
)

LINEAGE = Table(
    (
        ("path", Text(LONGEST_PATH)),
        ("run", NAME),
        ("run_id", HEX),
        ("generation", Integer(0, INT32)),
        ("digest", HEX),
    )
)

PROGRAM = Table(
    (
        ("files", PAIRS),
        (
            "data",
            Items(Table((("name", Text()), ("length", Integer()), ("digest", HEX), ("bytes", Maybe(Raw()))))),
        ),
        ("configuration", PAIRS),
        ("lineage", Maybe(LINEAGE)),
    )
)

NAMED_ARRAYS = Items(Table((("name", NAME), ("values", Array("<f8", ("",), "finite")))), unique="name")

TASK = Table((("next", NAMED_ARRAYS), ("scored", NAMED_ARRAYS), ("best", NAMED_ARRAYS)))

SECTION_SCHEMAS = (
    ("population", POPULATION),
    ("species", SPECIES),
    ("tracker", TRACKER),
    ("history", HISTORY),
    ("best", BEST),
    ("program", PROGRAM),
    ("task", TASK),
)

HEADER = Table(
    (
        ("format", Text(16)),
        ("version", Integer(1, INT32)),
        ("hash", Text(16)),
        ("run", NAME),
        ("run_id", HEX),
        ("generation", Integer(0, INT32)),
        ("seed", Integer(0, UINT64)),
        ("best_generation", Maybe(Integer(1, INT32))),
        ("best_fitness", Maybe(Real())),
        ("parent", HEX),
        ("program", HEX),
        ("created", Text(40)),
        ("host", NAME),
        ("pid", Integer()),
        ("versions", PAIRS),
        ("part", Integer(1, 2**26)),
        ("sections", Items(Table((("name", Text(40)), ("length", Integer(0, 2**48)), ("digest", Raw(32)))))),
    )
)
