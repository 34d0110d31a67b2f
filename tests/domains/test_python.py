"""`domain: python`: functions of one's own, what they are given, and what becomes of their errors."""

import itertools
import shutil
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import quale
from quale.diagnostics import Diagnostic, EvaluationError, ProgramError, Span, UsageError
from quale.domains.register import DOMAINS, declaration_of
from quale.genome.cut import cut
from quale.language.load import load, load_text
from quale.model.domain import NOTHING
from quale.model.model import Model, ProgramText
from quale.runtime.evaluator import Evaluation, Resources
from quale.runtime.python.evaluator import PythonEvaluator, evaluator_of_python
from quale.runtime.register import EVALUATORS
from quale.step.brains import Brains
from tests.cli.command import essence, objects, quale_process
from tests.cli.command import quale as command
from tests.cli.test_resume import killed
from tests.compiler.random_networks import random_networks

EXAMPLES = Path(__file__).parents[2] / "examples/python_domain"
NETWORKS = random_networks(3, 13, (2, 1))
HEAD = "import numpy as np\nimport quale\n"
SUM = """
def score(brains, draw, rows=3):
    shown = draw('rows').normal(size=(1, rows, 2))
    return brains.activate(shown).sum(axis=(1, 2))
"""


class Place:
    """A folder of its own for a program and a module that no other test has."""

    numbers = itertools.count()

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.module = f"scored_{next(Place.numbers)}"

    def program(self, code: str, arguments: str = "inputs: 2, outputs: 1", fields: str = "") -> Path:
        (self.folder / f"{self.module}.py").write_text(HEAD + code, encoding="utf-8")
        path = self.folder / "p.quale"
        domain = f'python("{self.module}:score", {arguments})'
        text = f"evolve Own {{\n  domain: {domain}\n  population: 13  seed: 5  {fields}\n}}\n"
        path.write_text(text, encoding="utf-8")
        return path

    def model(self, code: str, arguments: str = "inputs: 2, outputs: 1", fields: str = "") -> Model:
        return load(self.program(code, arguments, fields), DOMAINS).project.models[0]

    def evaluated(self, code: str, arguments: str = "inputs: 2, outputs: 1", fields: str = "") -> Evaluation:
        with evaluator_of_python(self.model(code, arguments, fields), 5, Resources()) as evaluator:
            return evaluator.evaluate(NETWORKS, 3)

    def told(self, code: str, arguments: str = "inputs: 2, outputs: 1", fields: str = "") -> tuple[Diagnostic, ...]:
        try:
            self.model(code, arguments, fields)
        except ProgramError as error:
            return error.diagnostics
        raise AssertionError("nothing is wrong with it")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    before = list(sys.path)
    found = Place(tmp_path)
    yield found
    sys.path[:] = before
    sys.modules.pop(found.module, None)


def test_a_function_scores_all_brains_of_a_slice_in_one_call(place: Place) -> None:
    found = place.evaluated(SUM, "inputs: [a, b], outputs: [c], rows: 4")
    shown = quale.Draw(5, 3)("rows").normal(size=(1, 4, 2))
    assert found.scores.tolist() == Brains(NETWORKS).activate(shown).sum(axis=(1, 2))[:, np.newaxis].tolist()
    assert found.faults == ()


def test_a_function_for_one_brain_is_called_for_each(place: Place) -> None:
    one = """
@quale.each
def score(brain, draw, rows=3):
    shown = draw('rows').normal(size=(rows, 2))
    named = brain.activate({"a": shown[0, 0], "b": shown[0, 1]})
    assert named == {"c": brain.activate(shown)[0, 0]}
    return brain.activate(shown).sum(), len(brain.outputs)
"""
    found = place.evaluated(one, "inputs: [a, b], outputs: [c], metrics: [width]")
    shown = quale.Draw(5, 3)("rows").normal(size=(1, 3, 2))
    assert found.scores[:, 0] == pytest.approx(Brains(NETWORKS).activate(shown).sum(axis=(1, 2)))
    assert found.scores[:, 1].tolist() == [1] * 13


def test_the_cut_changes_nothing(place: Place) -> None:
    evaluator = PythonEvaluator(place.model(SUM), 5)
    whole = evaluator.evaluate(NETWORKS, 2, NOTHING).results
    pieces = [evaluator.evaluate(cut(NETWORKS, at, at + 1), 2, NOTHING).results for at in range(13)]
    assert np.concatenate(pieces).tobytes() == whole.tobytes()


def test_draws_are_named_by_purpose_and_go_on_where_they_were_left() -> None:
    draw = quale.Draw(2**64 - 1, 7)
    first, second = draw("wind").random(4), draw("wind").random(4)
    assert first.tolist() != second.tolist()
    assert quale.Draw(2**64 - 1, 7)("wind").random(8).tolist() == [*first, *second]
    others = [quale.Draw(2**64 - 1, 8)("wind"), quale.Draw(1, 7)("wind"), quale.Draw(2**64 - 1, 7)("rain")]
    assert len({first[0], *(each.random() for each in others)}) == 4


def test_the_names_of_ends_may_be_counted_or_given_or_a_bodys(place: Place) -> None:
    assert place.model(SUM).ports.inputs == ("input_0", "input_1")
    body = "body Hand { sensor x: internal(0..1)  sensor y: internal(0..1)  actuator go: trigger(threshold: 0.5) }\n"
    path = place.program(SUM, "rows: 2", "body: Hand")
    path.write_text(body + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert load(path, DOMAINS).project.models[0].ports.inputs == ("x", "y")


def test_what_is_named_is_a_metric(place: Place) -> None:
    code = "def score(brains, draw):\n    return np.arange(3 * len(brains)).reshape(len(brains), 3)\n"
    found = place.evaluated(code, "inputs: 2, outputs: 1, metrics: [far, high]", "stop { when: high > 3 }")
    assert found.scores[1].tolist() == [3, 4, 5]
    assert place.model(code, "inputs: 2, outputs: 1, metrics: [far, high]").metrics == ("far", "high")


FAILS = """
def score(brains, draw):
    given = brains.activate(draw('rows').normal(size=(1, 4, 2))).sum(axis=(1, 2))
    if (given < 0).any():
        raise OverflowError("below the ground")
    return given
"""


def test_an_error_is_told_of_each_genome_with_where_in_the_users_code(place: Place) -> None:
    found = place.evaluated(FAILS)
    wrong = np.flatnonzero(np.isnan(found.scores[:, 0]))
    assert 0 < len(wrong) < 13
    assert [str(fault).split(":")[0] for fault in found.faults] == [f"genome {number}" for number in wrong]
    first = str(found.faults[0])
    assert "OverflowError: below the ground" in first
    assert f'{place.module}.py", line 7, in score' in first
    assert "quale/" not in first


def test_where_every_genome_fails_the_run_ends_with_exit_4(place: Place) -> None:
    path = place.program("def score(brains, draw):\n    return 1 / 0\n")
    said = command("evolve", path, cwd=place.folder, code=4)
    assert "every genome failed; the first, genome 0: ZeroDivisionError: division by zero" in said.stderr
    assert "return 1 / 0" in said.stderr
    assert "saved generation 0" in said.stderr


def test_on_error_stop_ends_the_run_at_the_first(place: Place) -> None:
    with pytest.raises(EvaluationError, match="failed in generation 3: OverflowError: below the ground"):
        place.evaluated(FAILS, fields="on_error: stop")
    place.evaluated(FAILS, fields="on_error: go_on")


@pytest.mark.parametrize(
    ("returns", "told"),
    [
        ("return None", "returned no numbers|returned NoneType of shape"),
        ("return [1.0]", r"returned list of shape \(1,\); wanted scores of shape \(13,\) or \(13, 1\)"),
        ("return ['a'] * len(brains)", "returned no numbers"),
        ("return np.zeros((len(brains), 2))", r"returned ndarray of shape \(13, 2\)"),
        ("raise SystemExit(3)", "SystemExit: 3"),
    ],
)
def test_what_are_no_scores_is_told(returns: str, told: str, place: Place) -> None:
    with pytest.raises(EvaluationError, match=told):
        place.evaluated(f"def score(brains, draw):\n    {returns}\n")


def test_a_score_that_is_no_number_is_a_fault_as_everywhere(place: Place) -> None:
    found = place.evaluated("def score(brains, draw):\n    return [np.nan] + [1.0] * (len(brains) - 1)\n")
    assert str(found.faults[0]) == "fitness is nan for genome 0 in scenario 0"


def test_what_a_function_prints_is_no_output_of_the_command(place: Place) -> None:
    path = place.program("def score(brains, draw):\n    print('hello')\n    return np.ones(len(brains))\n")
    said = command("evolve", path, "--generations", "1", "--json", cwd=place.folder)
    assert {line["event"] for line in objects(said.stdout)} >= {"start", "generation"}
    assert "hello" in said.stderr


WRONG = {
    ("", "score", "inputs: 2"): "`python` needs `outputs`",
    ("", "score", "inputs: 0, outputs: 1"): "`inputs` is a number or a list of names",
    ("", "score", "inputs: [a, a], outputs: 1"): "a name stands twice in `inputs`",
    ("", "score", "inputs: 2, outputs: true"): "`outputs` is a list of names",
    ("", "score", "inputs: 2, outputs: 1, metrics: 3"): "`metrics` is a list of names",
    ("", "score", "inputs: 2, outputs: 1, inputs: 2"): "`inputs` is given twice",
    ("", "score", "inputs: 2, outputs: 1, 3"): "one function is enough",
    ("", "score", "inputs: 2, outputs: 1, on_error: never"): "`on_error` cannot be this",
    ("score = 3\n", "score", "inputs: 2, outputs: 1"): "`score` is no function",
    ("x = 3\n", "score", "inputs: 2, outputs: 1"): "module `MODULE` has no `score`",
    ("def score(brains): ...\n", "score", "inputs: 2, outputs: 1"): "`score` cannot be called with (brains, draw)",
    (
        "def score(b, d, *, e): ...\n",
        "score",
        "inputs: 2, outputs: 1, f: 3",
    ): "`score` cannot be called with (brains, draw, f)",
    (
        "@quale.each\ndef score(): ...\n",
        "score",
        "inputs: 2, outputs: 1",
    ): "`score` cannot be called with (brain, draw)",
    ("def score(b, d): yield 1\n", "score", "inputs: 2, outputs: 1"): "`score` returns no scores",
    ("1 / 0\n", "score", "inputs: 2, outputs: 1"): "cannot import `MODULE`",
    ("def score(:\n", "score", "inputs: 2, outputs: 1"): "cannot import `MODULE`",
}


@pytest.mark.parametrize(("wrong", "message"), WRONG.items())
def test_wrong_functions_and_arguments_are_told_at_their_place(
    wrong: tuple[str, str, str], message: str, place: Place
) -> None:
    code, _, arguments = wrong
    found = place.told(code or SUM, arguments)
    assert [each.message for each in found] == [message.replace("MODULE", place.module)]
    assert isinstance(found[0].span, Span)
    assert found[0].span.line == 2


@pytest.mark.parametrize(
    ("named", "message", "hint"),
    [
        (
            "nowhere_at_all:f",
            "cannot import `nowhere_at_all`",
            "it is looked for beside the program first, as nowhere_at_all.py",
        ),
        ("f", '"f" names no function', ""),
        ("a b:c", '"a b:c" names no function', ""),
        ("m:class", '"m:class" names no function', ""),
    ],
)
def test_a_function_that_is_not_there_is_told(named: str, message: str, hint: str, tmp_path: Path) -> None:
    path = tmp_path / "p.quale"
    path.write_text(f'evolve Own {{ domain: python("{named}", inputs: 1, outputs: 1) }}\n', encoding="utf-8")
    with pytest.raises(ProgramError) as raised:
        load(path, DOMAINS)
    (found,) = raised.value.diagnostics
    assert found.message == message
    assert hint in found.hint


def test_a_program_out_of_a_checkpoint_imports_nothing(place: Place) -> None:
    path = place.program("raise SystemError('imported')\n", fields="generations: 3")
    text = load_text(quale.load(EXAMPLES / "poles.quale").project.models[0].text, DOMAINS)
    assert text.project.models[0].domain == "python"
    with pytest.raises(UsageError, match=r"name the program, too, as in `quale evolve poles.quale --resume"):
        evaluator_of_python(text.project.models[0], 5, Resources())
    assert path.exists()


def test_changes_of_the_arguments_are_told(place: Place) -> None:
    declaration = declaration_of("python")
    old = place.model(SUM, "inputs: 2, outputs: 1, rows: 3").task
    assert declaration.differences(old, replace(old, folder="/elsewhere", stops=True)) == ()  # type: ignore[type-var]
    assert declaration.differences(old, place.model(SUM, "inputs: 2, outputs: 1, rows: 4").task) == ("keywords",)


def poles(folder: Path, module: str) -> Path:
    """Return the example in a folder of its own, made short, with its module under another name."""
    shutil.copytree(EXAMPLES, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "cart_poles.py").rename(folder / f"{module}.py")
    program = folder / "poles.quale"
    text = (
        program.read_text(encoding="utf-8")
        .replace("cart_poles:", f"{module}:")
        .replace("population: 150", "population: 30")
    )
    text = text.replace("episodes: 8", "episodes: 3, ticks: 40").replace("stop { fitness: 1 }", "")
    program.write_text(text, encoding="utf-8")
    return program


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    before = list(sys.path)
    program = poles(tmp_path_factory.mktemp("undisturbed") / "there", "poles_of_the_tests")
    command("evolve", program, "--run", "Together", "--generations", "9", cwd=program.parent)
    yield program.parent / "checkpoints/together"
    sys.path[:] = before


@pytest.mark.parametrize("workers", [(), ("--workers", "2")])
def test_a_killed_run_goes_on_as_if_nothing_had_happened(
    workers: tuple[str, ...], undisturbed: Path, tmp_path: Path
) -> None:
    program = poles(tmp_path / "there", "poles_of_the_tests")
    more = ("--generations", "9", *workers)
    killed(program, "--run", "Together", *more, cwd=program.parent, generation=4, number=signal.SIGKILL)
    quale_process("evolve", program, "--resume", "Together", "--run", "Together", *more, cwd=program.parent)
    assert essence(program.parent / "checkpoints/together") == essence(undisturbed)
    refused = command("evolve", "--resume", "Together", "--generations", "10", cwd=program.parent, code=2)
    assert "as in `quale evolve poles.quale --resume" in refused.stderr


def test_a_package_brings_a_domain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "parrots-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: parrots\nVersion: 1.0\n", encoding="utf-8")
    points = "[quale.domains]\nparrot = parrot_domain\nlost_parrot = parrot_domain:nothing\nbad_parrot = math\n"
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    (tmp_path / "parrot_domain.py").write_text(
        "from dataclasses import replace\n"
        "from tests.domains.tiny_declaration import EchoDeclaration\n"
        "from tests.domains.tiny_evaluator import EchoEvaluator as evaluator\n"
        "declaration = replace(EchoDeclaration(), name='parrot')\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    path = tmp_path / "p.quale"
    path.write_text("evolve P { domain: parrot(steps: 7)  patience: 3 }\n", encoding="utf-8")
    (model,) = load(path, DOMAINS).project.models
    assert model.metrics == ("error",)
    assert EVALUATORS[model.domain](model, 5, Resources()).evaluate(random_networks(3, 4, (1, 1)), 1).scores.shape == (
        4,
        2,
    )
    for name, told in (("lost_parrot", "AttributeError"), ("bad_parrot", "no `declaration` and `evaluator`")):
        path.write_text(f"evolve P {{ domain: {name} }}\n", encoding="utf-8")
        with pytest.raises(ProgramError) as raised:
            load(path, DOMAINS)
        (found,) = raised.value.diagnostics
        assert found.message == f"domain `{name}` cannot be loaded"
        assert "the package parrots brings it" in found.label
        assert told in found.label


def test_a_function_returns_one_score_and_may_take_its_time() -> None:
    domain = 'domain: python("m:f", inputs: 1, outputs: 1)'
    text = f"evolve Walk {{ {domain}  population: 4  time_limit: 3 s }}"
    (model,) = load_text(ProgramText((("t.quale", text),), ()), DOMAINS).project.models
    names = {name for name, _ in model.configuration}
    assert names & {"scenarios", "aggregate", "time_limit", "resample"} == {"resample", "time_limit"}
    for field in ("scenarios: 3", "aggregate: min"):
        wrong = ProgramText((("t.quale", text.replace("population: 4", field)),), ())
        with pytest.raises(ProgramError, match=f"`{field.partition(':')[0]}` has no meaning with domain `python`"):
            load_text(wrong, DOMAINS)
