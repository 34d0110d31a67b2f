"""What other languages and keyboards write, and what it is called here.

Every entry is taken for what it means, so that one slip is one error. An entry whose word becomes a keyword or a
function of this language is never looked at.
"""

OPERATORS = {
    "&&": "and",
    "||": "or",
    "!": "not",
    "**": "^",
    "===": "==",
    "!==": "!=",
    "<>": "!=",
    "=<": "<=",
    "=>": ">=",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "∧": "and",
    "∨": "or",  # noqa: RUF001
    "¬": "not",
    "−": "-",  # noqa: RUF001  # the characters that are meant
    "–": "-",  # noqa: RUF001
    "—": "-",
    "×": "*",  # noqa: RUF001
    "∙": "*",
    "⋅": "*",
    "÷": "/",
    "→": "->",
    "…": "..",
    "∞": "inf",
}
"""Operators by the sign or word that they mean."""

RAISED = {"²": "2", "³": "3"}
"""Exponents that stand for a power."""

QUOTES = "“”„‟«»‘’‚‛"  # noqa: RUF001
"""Quotation marks that a word processor makes of straight ones."""

_DECLARES = "a value is named with `let`, or with `var` to change it: write `let x = …`"
_SILENT = "nothing is printed while a program runs; `record` keeps values, `quale inspect` shows them"
_ENDLESS = "a block runs in every tick: write `when`, `for i in 0..4 { … }` or `for e in KIND { … }`"
_OWN = "a function stands outside of blocks: `function f(x) = …`"

WORDS: dict[str, tuple[tuple[tuple[str, ...], ...], str]] = {
    "elif": ((("else", "when"),), "write `else when`"),
    "elsif": ((("else", "when"),), "write `else when`"),
    "elseif": ((("else", "when"),), "write `else when`"),
    "then": (((":",), ()), "write `when c { … }`, or `if c: assignment`"),
    "unless": ((("when", "not"),), "write `when not …`"),
    "while": ((("when",),), _ENDLESS),
    "until": ((("when", "not"),), _ENDLESS),
    "foreach": ((("for",),), "write `for e in KIND { … }`"),
    "const": ((("let",),), _DECLARES),
    "int": ((("let",),), _DECLARES),
    "float": ((("let",),), _DECLARES),
    "double": ((("let",),), _DECLARES),
    "bool": ((("let",),), _DECLARES),
    "auto": ((("let",),), _DECLARES),
    "local": ((("let",),), _DECLARES),
    "set": (((),), "an assignment is `path = value`"),
    "print": ((), _SILENT),
    "println": ((), _SILENT),
    "printf": ((), _SILENT),
    "echo": ((), _SILENT),
    "function": ((), _OWN),
    "func": ((), _OWN),
    "def": ((), _OWN),
    "switch": ((), "write `when … { } else when … { }`"),
    "match": ((), "write `when … { } else when … { }`"),
    "case": ((), "write `when … { } else when … { }`"),
    "break": (((),), "a `for` takes all its turns: ask with `when` in it"),
    "continue": (((),), "a `for` takes all its turns: ask with `when` in it"),
    "pass": (((),), "an empty block is `{ }`"),
    "end": (((),), "a block ends with `}`"),
}
"""Words of statements: the words or signs that they mean here, if any do, by choice; and what to write."""

_TURN = "`atan2(y, x)` is the angle of a point"
_ROUND = "`floor`, `ceil` or `round` makes a whole number"
_FEW = "`count(e for e in KIND)` counts entities; nothing else has a length"

_FEWEST = "a reduction stands over entities: `argmin(e.x for e in KIND)`"

FUNCTIONS = {
    "ln": "`log` is the natural logarithm",
    "log10": "write `log(x) / log(10)`",
    "log2": "write `log(x) / log(2)`",
    "lg": "write `log(x) / log(10)`",
    "atan": f"write `atan2(x, 1)`; {_TURN}",
    "arctan": f"write `atan2(x, 1)`; {_TURN}",
    "arctan2": "write `atan2(y, x)`",
    "asin": f"write `atan2(x, sqrt(1 - x * x))`; {_TURN}",
    "arcsin": f"write `atan2(x, sqrt(1 - x * x))`; {_TURN}",
    "acos": f"write `atan2(sqrt(1 - x * x), x)`; {_TURN}",
    "arccos": f"write `atan2(sqrt(1 - x * x), x)`; {_TURN}",
    "sinh": "write `(exp(x) - exp(-x)) / 2`",
    "cosh": "write `(exp(x) + exp(-x)) / 2`",
    "rand": "write `random()`, or `random(a, b)`",
    "uniform": "write `random(a, b)`",
    "randint": "write `random_int(a, b)`",
    "randrange": "write `random_int(a, b - 1)`",
    "randn": "write `normal(mu, sd)`",
    "gauss": "write `normal(mu, sd)`; the activation of this name stands in `brain { }`",
    "gaussian": "write `normal(mu, sd)`",
    "bernoulli": "write `chance(p)`",
    "mod": "write `a % b`",
    "fmod": "write `a % b`",
    "power": "write `x ^ n`, or `pow(x, y)`",
    "square": "write `x ^ 2`",
    "cbrt": "write `pow(x, 1 / 3)`",
    "fabs": "write `abs(x)`",
    "int": _ROUND,
    "trunc": _ROUND,
    "float": "every number is a float: leave it out",
    "bool": "write `x > 0`",
    "norm": "write `hypot(x, y)`",
    "distance": "write `hypot(x, y)`; queries find entities",
    "clip": "write `clamp(x, low, high)`",
    "relu": "write `max(x, 0)`",
    "logistic": "write `sigmoid(x)`",
    "len": _FEW,
    "length": _FEW,
    "size": _FEW,
    "count": _FEW,
    "sum": "write `a + b`; `sum(e.x for e in KIND)` goes over entities",
    "any": "`any(e.x > 0 for e in KIND)` goes over entities",
    "all": "`all(e.x > 0 for e in KIND)` goes over entities",
    "argmin": _FEWEST,
    "argmax": _FEWEST,
    "range": "a range is written `0..1`",
    "mean": "write `(a + b) / 2`",
    "avg": "write `(a + b) / 2`; metrics aggregate records",
    "print": _SILENT,
    "pi": "`pi` is a constant: write it without `( )`",
}
"""Functions by what to write instead."""

NAMES = {
    "True": "write `true`",
    "TRUE": "write `true`",
    "yes": "write `true`",
    "False": "write `false`",
    "FALSE": "write `false`",
    "no": "write `false`",
    "null": "every value is a number or true or false; none is missing",
    "None": "every value is a number or true or false; none is missing",
    "nil": "every value is a number or true or false; none is missing",
    "undefined": "every value is a number or true or false; none is missing",
    "self": "the agent is `agent`; an entity's own properties are bare names",
    "this": "the agent is `agent`; an entity's own properties are bare names",
    "me": "the agent is `agent`",
    "env": "the world is `world`",
    "e": "write `exp(1)`",
    "E": "write `exp(1)`",
    "π": "write `pi`",
    "τ": "write `tau`",
    "Pi": "write `pi`",
    "PI": "write `pi`",
    "infinity": "write `inf`",
    "Infinity": "write `inf`",
    "Inf": "write `inf`",
    "nan": "write `0 / 0`",
    "NaN": "write `0 / 0`",
    "time": "write `world.time`",
    "dt": "write `world.tick`",
    "math": "functions have no owner: write `sqrt(x)`",
    "Math": "functions have no owner: write `sqrt(x)`",
    "np": "functions have no owner: write `sqrt(x)`",
}
"""Names by what to write instead."""

UNITS = {"mod": "write `a % b`", "div": "write `floor(a / b)`", "xor": "write `a != b`", "times": "write `a * b`"}
"""Words between numbers that are no units."""
