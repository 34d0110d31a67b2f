"""A lexer for Pygments, which colours programs in documents: the entry point `pygments.lexers` names it."""

from pygments import token
from pygments.lexer import RegexLexer, words

from quale.language.parsing.lexer import RESERVED
from quale.language.parsing.parse import grammar_table
from quale.language.syntax.units import UNITS

_KEYWORDS = tuple(sorted(word for word in grammar_table().words.keywords if word not in RESERVED))
_TYPES = ("bool", "int", "float")
_CONSTANTS = ("pi", "tau", "inf", "true", "false")
_OWNERS = ("agent", "world", "actuator", "engine")


class QualeLexer(RegexLexer):  # type: ignore[misc]
    """Quale's words, numbers with their units, comments and strings."""

    name = "Quale"
    aliases = ("quale",)
    filenames = ("*.quale",)
    mimetypes = ("text/x-quale",)

    tokens = {  # noqa: RUF012  # as Pygments has it
        "root": [
            (r"\s+", token.Whitespace),
            (r"//[^\n]*|--[^\n]*", token.Comment.Single),
            (r"/\*.*?\*/", token.Comment.Multiline),
            (r'"(?:[^"\\\n]|\\.)*"', token.String),
            (r"[0-9](?:_?[0-9])*(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9]+)?", token.Number, "unit"),
            (r"(?<![\w.])(?:agent|world|actuator|engine|sensor)(?=\.)", token.Name.Builtin.Pseudo),
            (r"[^\W\d]\w*(?=\s*:(?!:))", token.Name.Attribute),
            (r"[^\W\d]\w*(?=\()", token.Name.Function),
            (words(("and", "or", "not", "is", "in"), prefix=r"\b", suffix=r"\b"), token.Operator.Word),
            (words(_CONSTANTS, prefix=r"\b", suffix=r"\b"), token.Keyword.Constant),
            (words(_TYPES, prefix=r"\b", suffix=r"\b"), token.Keyword.Type),
            (words(_KEYWORDS, prefix=r"(?<![\w.])", suffix=r"(?![\w.]|\s*(?:[-+*/]?=(?!=)))"), token.Keyword),
            (r"[^\W\d]\w*", token.Name),
            (r"->|\.\.|[-+*/=!<>]=|[-+*/%^<>=?]", token.Operator),
            (r"[:.,(){}\[\]]", token.Punctuation),
            (r".", token.Error),
        ],
        "unit": [
            (r"([ \t]*)", token.Whitespace, ("#pop", "label")),
        ],
        "label": [
            (words(sorted(UNITS, key=len, reverse=True), suffix=r"(?![\w(:=])"), token.Name.Decorator, "#pop"),
            (r"", token.Whitespace, "#pop"),
        ],
    }
