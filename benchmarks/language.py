"""What the language costs its authors: checking a long program, and constructs beside what they are written out as.

    python benchmarks/language.py [--rounds 7]

The long program has 2,000 lines of statements, functions, loops and arrays. A construct and its written-out form are
run by 32 random brains in 64 scenarios of 200 ticks, on one core in 8 lanes, turn by turn; the best of the rounds
counts, in nanoseconds for a tick of one scenario.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from quale.diagnostics import Source
from quale.domains.register import DOMAINS
from quale.genome.genome import ACTIVATIONS, Networks
from quale.language.load import load_text
from quale.language.parsing.parse import parse
from quale.model.model import Model, ProgramText
from quale.runtime.world import WorldEvaluator

LINES, GENOMES, SCENARIOS, TICKS, LANES = 2000, 32, 64, 200, 8
PARSED_AND_CHECKED, WHOLE = 0.5, 1.0
"""Seconds that the project sets itself for a program of LINES lines, and for the command."""

TERMS = " + ".join(f"agent.m_{k} * {k + 1}" for k in range(8))
CHOICES = "".join(f"i == {k} ? agent.m_{k} : " for k in range(7))
FORMS = {
    "an array in a counted loop": (
        "var s = 0  for i in 0..7 { s += agent.m[i] * (i + 1) }  agent.x = s  agent.m[3] = sin(s)",
        f"agent.x = {TERMS}  agent.m_3 = sin(agent.x)",
    ),
    "an element chosen as it runs": (
        "agent.x = agent.m[world.ticks % 8]  agent.m[3] = agent.x + 1",
        f"let i = world.ticks % 8  agent.x = {CHOICES} agent.m_7  agent.m_3 = agent.x + 1",
    ),
    "a function": (
        "agent.x = wave(agent.x) + wave(agent.m[0])  agent.m[0] += 0.1",
        "let a = sin(agent.x) * 2  let b = sin(agent.m_0) * 2  agent.x = a * a - 1 + (b * b - 1)  agent.m_0 += 0.1",
    ),
    "a motion": (
        "integrate Swing by rk4 over 0.1 in 1 step",
        """let k1 = agent.y  let l1 = -agent.x
        let k2 = agent.y + 0.05 * l1  let l2 = -(agent.x + 0.05 * k1)
        let k3 = agent.y + 0.05 * l2  let l3 = -(agent.x + 0.05 * k2)
        let k4 = agent.y + 0.1 * l3  let l4 = -(agent.x + 0.1 * k3)
        agent.x += 0.1 * (1 / 6 * k1 + 1 / 3 * k2 + 1 / 3 * k3 + 1 / 6 * k4)
        agent.y += 0.1 * (1 / 6 * l1 + 1 / 3 * l2 + 1 / 3 * l3 + 1 / 6 * l4)""",
    ),
}
"""A construct, and what it is written out as."""


def program(action: str) -> str:
    """Return a program with an action."""
    return f"""
      function wave(x) {{ let s = sin(x) * 2  return s * s - 1 }}
      motion Swing {{ dx = y  dy = -x }}
      body B {{ state m[8]: float = random(-1, 1)  state x: float = 1  state y: float
        sensor s: internal(0..1) actuator a: trigger(threshold: 0) }}
      world W {{ topology: none }}
      perception P {{ sensor s = 0.5 }}
      action A {{ {action} }}
      fitness F {{ metric x = agent.x  maximize x: 1 }}
      evolve E {{ body: B world: W perception: P action: A fitness: F scenarios: {SCENARIOS} ticks: {TICKS} seed: 1 }}
    """


def model(text: str) -> Model:
    """Return the experiment of a program."""
    (only,) = load_text(ProgramText((("program.quale", text),), ()), DOMAINS).project.models
    return only


def networks() -> Networks:
    """Return brains of one neuron."""
    count = GENOMES
    return Networks(
        inputs=1,
        outputs=1,
        recurrent=False,
        step_start=np.arange(count + 1),
        step_slot=np.full(count, 1, np.int32),
        step_bias=np.linspace(-1, 1, count),
        step_activation=np.full(count, ACTIVATIONS.index("tanh"), np.int32),
        link_start=np.zeros(count + 1, np.int64),
        link_source=np.zeros(0, np.int32),
        link_weight=np.zeros(0),
        slots=np.full(count, 2, np.int32),
        complexity=np.zeros(count, np.int32),
    )


def costs(actions: tuple[str, str], rounds: int) -> list[float]:
    """Return nanoseconds a tick of both forms."""
    best, brains = [float("inf")] * 2, networks()
    evaluators = [WorldEvaluator(model(program(action)), 1, workers=1, lanes=LANES) for action in actions]
    scores = [evaluator.evaluate(brains, 1).scores for evaluator in evaluators]
    if not np.array_equal(scores[0], scores[1]):
        raise SystemExit("the written-out form means something else")
    for _ in range(rounds):
        for at, evaluator in enumerate(evaluators):
            start = time.perf_counter()
            evaluator.evaluate(brains, 1)
            best[at] = min(best[at], (time.perf_counter() - start) * 1e9 / (GENOMES * SCENARIOS * TICKS))
    for evaluator in evaluators:
        evaluator.close()
    return best


def long_program() -> str:
    """Return a program of LINES lines."""
    lines = [
        line
        for turn in range(LINES // 5)
        for line in (
            f"let a{turn} = agent.m[{turn % 8}] * {turn} + sin(agent.x)",
            f"when a{turn} > {turn} and agent.x < 3 {{ agent.y += wave(a{turn}) }}",
            f"else {{ agent.m[{turn % 8}] = lerp(agent.y, a{turn}, 0.1) }}",
            f"for i in 0..1 {{ agent.x += i * agent.m[i + {turn % 6}] }}",
            f"var v{turn} = a{turn}  v{turn} *= 2  agent.y = v{turn}",
        )
    ]
    return program("\n".join(lines))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    text = long_program()
    parsed, checked, whole = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "long.quale")
        file.write_text(text, encoding="utf-8")
        for _ in range(rounds):
            start = time.process_time()
            parse(Source("long.quale", text))
            parsed.append(time.process_time() - start)
            start = time.process_time()
            model(text)
            checked.append(time.process_time() - start)
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "quale", "check", str(file)], check=True, capture_output=True)
            whole.append(time.perf_counter() - start)
    print(f"{text.count(chr(10)):,} lines: parsed in {min(parsed):.2f} s of CPU, parsed and checked in", end=" ")
    print(f"{min(checked):.2f} s (goal {PARSED_AND_CHECKED} s); `quale check` {min(whole):.2f} s (goal {WHOLE} s)")
    for name, actions in FORMS.items():
        construct, written = costs(actions, rounds)
        print(f"{name}: {construct:.1f} ns a tick, written out {written:.1f} ns ({construct / written:.2f} times)")


if __name__ == "__main__":
    main()
