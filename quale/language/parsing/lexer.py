"""Text to tokens: words, numbers with their units, strings and signs; what is no token becomes a diagnostic."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import normalize

from quale.diagnostics import Diagnostic, Severity, Source, Span
from quale.language.syntax.foreign import OPERATORS, QUOTES, RAISED
from quale.language.syntax.units import UNITS

RESERVED = ("and", "or", "not", "is", "in", "true", "false")

WORD = "WORD"  # a word that is not reserved: the parser decides between a keyword and a name
FAULT = "FAULT"  # characters that are no token and have their diagnostic
END = "$END"


class Token(NamedTuple):
    """A terminal of the grammar at the characters ``start`` to ``end``; of a string ``text`` is what it means."""

    kind: str
    start: int
    end: int
    text: str
    value: float = 0.0  # of a number
    unit: str = ""  # of a number


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed texts of the grammar, each with the name of its terminal."""

    keywords: Mapping[str, str]  # reserved words among them
    signs: Mapping[str, str]


def lex(source: Source, words: Words) -> tuple[tuple[Token, ...], tuple[Diagnostic, ...]]:
    """Return the tokens of a source, the last of kind ``END``, and what was wrong with its characters."""
    scanner = _Scanner(source, words)
    return tuple(scanner.scan()), tuple(scanner.diagnostics)


_FOREIGN = (
    r"\*\*(?!=) | === | !== | <> | =< | => | && | \|\| | !(?!=) | ["
    + "".join(sign for sign in (*OPERATORS, *RAISED) if not sign.isascii())
    + "]"
)
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_SCAN = re.compile(
    rf"""
    (?P<blank> \s+ | //[^\n]* | --[^\n]* | /\*.*?\*/ )
  | (?P<foreign> {_FOREIGN} )
  | (?P<word> [A-Za-z_][A-Za-z0-9_]*+ | [^\W\d] )
  | (?P<size> (?!0x) [0-9]+ [ \t]* x [ \t]* [0-9]+ \b (?! \.[0-9] ) )
  | (?P<number> (?P<digits> [0-9](?:_?[0-9])* (?:\.[0-9](?:_?[0-9])*)? (?:[eE][+-]?[0-9]+)? )
      (?: [ \t]* (?P<unit> {_UNIT} ) (?! \w | \s* (?: [(\[] | =(?!=) | [-+*/]= | \.(?!\.) ) ) | (?! \w | \.(?!\.) ) ) )
  | (?P<malformed> \.?[0-9] (?: [eE][+-] | \.(?!\.) | \w )* )
  | (?P<string> "(?: [^"\\\n] | \\[^\n] )* (?: " | \\? ) | '[^'\n]*' )
  | (?P<quoted> [{QUOTES}] [^"\n{QUOTES}]* (?: ["{QUOTES}] )? )
  | (?P<unclosed> /\* )
  | (?P<sign> -> | \.\. | [-+*/=!<>]= | [-+*/%^<>=?:.,(){{}}\[\]] )
  | (?P<other> \#[^\n]* | [^\s\w\"'%^()*+,./:<=>?\[\]{{}}!&|;\#-]+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_TWO_FACED = ("ticks", "generations")  # names before `:`, as in `{ population: 200 generations: 50 }`
_COLON = re.compile(r"\s*:")
_SETTLED = re.compile(r"\s*(?:[:.]|[-+*/]?=(?!=))")  # what makes the word before it a name
_LEFT_OUT = ";#°|$"  # what remains is what was meant
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", '"': '"', "\\": "\\", "/": "/", "'": "'"}
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_LONGEST = 40  # characters quoted in a message
_NOTHING = {
    ";": "statements and fields end by themselves; leave it out",
    "#": "comments begin with `//` or `--`",
    "|": "`abs(x)` is the absolute value, `or` joins conditions",
    "&": "`and` joins conditions",
    "°": "angles have the unit `deg`",
    "√": "write `sqrt(x)`",
    "@": "the agent is `agent`",
    "$": "names have no sign before them",
    "~": "write `not`",
}
_HEXADECIMAL = re.compile(r"0[xX][0-9a-fA-F]+")
_FRACTION = re.compile(rf",(?P<digits>[0-9]+)(?:[ \t]*(?P<unit>{_UNIT}))?(?![\w.])")


@dataclass(slots=True)
class _Scanner:
    source: Source
    words: Words
    diagnostics: list[Diagnostic] = field(default_factory=list)
    colons_due: list[int] = field(default_factory=lambda: [0])  # per open bracket: `?` and `if` whose `:` is to come
    open: list[str] = field(default_factory=list)  # brackets
    line_end: int = 0  # of the line of the last error
    told: set[str] = field(default_factory=set)  # on that line

    def scan(self) -> list[Token]:
        """Return all tokens."""
        text, tokens = self.source.text, list[Token]()
        takers = {
            "word": self._word, "sign": self._sign, "number": self._number, "size": self._size, "string": self._string,
            "malformed": self._malformed, "unclosed": self._unclosed, "other": self._other, "foreign": self._foreign,
            "quoted": self._quoted,
        }  # fmt: skip
        position = 1 if text.startswith("\ufeff") else 0
        while match := _SCAN.match(text, position):
            position = match.end()
            taker = takers.get(match.lastgroup or "")
            token = taker(match) if taker else None
            if token is not None:
                tokens.append(token)
                position = token.end
        tokens.append(Token(END, len(text), len(text), ""))
        return tokens

    def _word(self, match: re.Match[str]) -> Token | None:
        text, end = match.group(), match.end()
        if not text.isascii() or self.source.text[end : end + 1] > "\x7f":  # a mark that belongs to the letter before
            end = _name_end(self.source.text, match.start())
            if end == match.start():
                return self._strange(self.source.text[end], end, end + 1)
            text = normalize("NFC", self.source.text[match.start() : end])
        if text == "if" and not _SETTLED.match(self.source.text, end):
            self.colons_due[-1] += 1
        kind = self.words.keywords[text] if text in RESERVED else WORD
        return Token(kind, match.start(), end, text)

    def _sign(self, match: re.Match[str]) -> Token:
        text, due = match.group(), self.colons_due
        if text == "?":
            due[-1] += 1
        elif text == ":" and due[-1]:
            due[-1] -= 1
        elif text in "([{":
            if text == "{":
                due[-1] = 0
            due.append(0)
            self.open.append(text)
        elif text in ")]}" and len(due) > 1:
            due.pop()
            self.open.pop()
        return Token(self.words.signs[text], match.start(), match.end(), text)

    def _number(self, match: re.Match[str]) -> Token:
        unit, end = match["unit"] or "", match.end()
        if unit in _TWO_FACED and not self.colons_due[-1] and _COLON.match(self.source.text, end):
            unit, end = "", match.end("digits")
        value = float(match["digits"].replace("_", ""))
        if not unit and self.open[-1:] in ([], ["{"]) and (part := _FRACTION.match(self.source.text, end)):
            end, unit, meant = part.end(), part["unit"] or "", f"{match['digits']}.{part['digits']}"
            self._wrong(f"`{_short(match['digits'])},{_short(part['digits'])}` is not a number", match.start(),
                        part.end("digits"), hint=f"numbers have a point: write `{_short(meant)}`")  # fmt: skip
            return Token("NUMBER", match.start(), end, self.source.text[match.start() : end], value, unit)
        if math.isinf(value):
            self._wrong(f"`{_short(match['digits'])}` is too large for a number", match.start(), match.end("digits"),
                        hint="the largest is about 1.8e308; infinity is `inf`")  # fmt: skip
        return Token("NUMBER", match.start(), end, self.source.text[match.start() : end], value, unit)

    def _malformed(self, match: re.Match[str]) -> Token:
        text = match.group()
        point = text.startswith(".") or text.endswith(".") or re.search(r"\.[^0-9]", text)
        hint = "a number needs a digit on both sides of its point" if point else ""
        if re.fullmatch(r"[0-9]+[^\W\d_]\w*", text):
            hint = "a name begins with a letter"
        if _HEXADECIMAL.fullmatch(text):
            hint = f"numbers are decimal: write `{int(text, 16)}`" if len(text) <= _LONGEST else "numbers are decimal"
        self._wrong(f"`{_short(text)}` is not a number", match.start(), match.end(), hint=hint)
        return Token("NUMBER", match.start(), match.end(), text, math.nan)

    def _string(self, match: re.Match[str]) -> Token:
        text, start, end = match.group(), match.start(), match.end()
        if text[0] == "'":
            self._wrong("strings stand in double quotes", start, end, hint=f'write "{_short(text[1:-1])}"')
            return Token("STRING", start, end, text[1:-1], math.nan)
        if len(text) == 1 or not re.fullmatch(r'"(?:[^"\\]|\\.)*"', text):
            self._wrong("this string is not closed on its line", start, end, hint='it ends with `"`')
            return Token("STRING", start, end, text[1:], math.nan)
        return Token("STRING", start, end, _ESCAPE.sub(lambda found: self._escape(found, start + 1), text[1:-1]))

    def _escape(self, found: re.Match[str], offset: int) -> str:
        braced, long, short, plain = found.groups()
        if plain is not None and plain in _ESCAPES:
            return _ESCAPES[plain]
        code = int(braced or long or short or "110000", 16)
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            start = offset + found.start()
            hint = r"the escapes are \n \t \r \0 \" \\ \xHH \uHHHH \u{HHHHHH}"
            self._wrong(f"unknown escape `{found.group()}`", start, start + len(found.group()), hint=hint)
            return found.group()
        return chr(code)

    def _size(self, match: re.Match[str]) -> Token:
        return Token("SIZE", match.start(), match.end(), match.group())

    def _unclosed(self, match: re.Match[str]) -> Token:
        self._wrong("this comment is never closed", match.start(), match.end(), hint="it ends with `*/`")
        return Token(FAULT, match.start(), len(self.source.text), match.group())

    def _other(self, match: re.Match[str]) -> Token | None:
        """Characters that begin no token; a run of them is one fault."""
        return self._strange(match.group(), match.start(), match.end())

    def _foreign(self, match: re.Match[str]) -> Token | None:
        """An operator of another language: told, and taken as what it means."""
        text, start, end = match.group(), match.start(), match.end()
        if text in RAISED:
            self._wrong(f"`{text}` is not an operator here", start, end, hint=f"write `^ {RAISED[text]}`")
            return None
        meant = OPERATORS[text]
        self._wrong(f"`{text}` is not an operator here", start, end, hint=f"write `{meant}`")
        kind = self.words.signs.get(meant) or (self.words.keywords[meant] if meant in RESERVED else WORD)
        return Token(kind, start, end, meant, math.nan)

    def _quoted(self, match: re.Match[str]) -> Token:
        """A string in quotation marks of a word processor."""
        text = match.group()[1:].rstrip(QUOTES + '"')
        self._wrong(
            "strings stand in straight double quotes", match.start(), match.end(), hint=f'write "{_short(text)}"'
        )
        return Token("STRING", match.start(), match.end(), text, math.nan)

    def _strange(self, text: str, start: int, end: int) -> Token | None:
        if text[0] in _NOTHING:
            self._wrong(f"`{text[0]}` means nothing here", start, start + 1, hint=_NOTHING[text[0]])
            return None if text[0] in _LEFT_OUT else Token(FAULT, start, start + 1, text[0])
        shown = (
            f"`{_short(text)}`"
            if text.isprintable() and "`" not in text
            else " ".join(f"U+{ord(c):04X}" for c in text[:8])
        )
        self._wrong(f"{shown} means nothing here", start, end)
        return Token(FAULT, start, end, text)

    def _wrong(self, message: str, start: int, end: int, hint: str = "") -> None:
        """Keep an error, unless it was told on this line before."""
        if start >= self.line_end:
            end_of_line = self.source.text.find("\n", start)
            self.line_end = len(self.source.text) + 1 if end_of_line < 0 else end_of_line + 1
            self.told.clear()
        if message not in self.told:
            self.told.add(message)
            self.diagnostics.append(Diagnostic(Severity.ERROR, message, Span(self.source, start, end), hint=hint))


def _name_end(text: str, start: int) -> int:
    """Return where the name ends that begins at a place: letters of any script, their marks, digits (UAX 31)."""
    end = start
    while end < len(text) and (text[end].isidentifier() if end == start else f"a{text[end]}".isidentifier()):
        end += 1
    return end


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
