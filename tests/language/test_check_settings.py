"""evolve and its blocks: defaults, presets, what is written beside them, and all of it as text."""

import pytest

from quale.evolution.records.settings import (
    BrainSettings,
    Diversity,
    Mutation,
    Reproduction,
    Settings,
    Speciation,
    Stop,
)
from quale.model.model import CheckpointPlan, world_task
from tests.language.checking import model, program, project


def test_defaults_are_those_of_the_tables() -> None:
    checked = model(program())
    assert checked.evolution == Settings(seed=0)
    assert (checked.scenarios, world_task(checked).ticks, checked.aggregate, checked.resample) == (5, 300, "mean", True)
    assert checked.checkpoint == CheckpointPlan(100, 3, keep_best=False)
    assert (checked.seed, checked.seed_from, checked.seed_from_path) == (0, None, False)
    assert checked.evolution.population == 200
    assert checked.evolution.generations == 5000


def test_every_field_is_read() -> None:
    checked = model(
        program(
            evolve="""
            population: 10  generations: 20 generations  scenarios: 3  ticks: 40 ticks  seed: 1_000  agents: 1
            aggregate: median  resample: never  domain: world
            checkpoint { every: 5 generations  keep: 2  keep_best: true }
            mutation { weight_shift: 0.5, bias_shift: 0, weight_sd: 2, replace: 1, perturb: uniform, exclusive: true }
            speciation { threshold: 2.5  excess: 2  target_species: none  normalise: false  stagnation: 4 }
            reproduction { crossover: 0.1  survival: 0.5  diversity { every: 0  rate: 0 }  elitism: 0 }
            brain { recurrent: true  activation: relu  activations: [relu, abs]  initial: none  weights: -1..3
                    bias: false  steps: 2 }
            """
        )
    )
    evolution = checked.evolution
    assert (evolution.population, evolution.generations, evolution.seed) == (10, 20, 1000)
    assert (checked.scenarios, world_task(checked).ticks, checked.aggregate, checked.resample) == (
        3,
        40,
        "median",
        False,
    )
    assert checked.checkpoint == CheckpointPlan(5, 2, keep_best=True)
    assert evolution.mutation == Mutation(
        weight_shift=0.5, bias_shift=0.0, weight_sd=2.0, replace=1.0, perturb="uniform", exclusive=True
    )
    assert evolution.speciation == Speciation(
        threshold=2.5, excess=2.0, normalise=False, target_species=None, stagnation=4
    )
    assert evolution.reproduction == Reproduction(crossover=0.1, survival=0.5, elitism=0, diversity=Diversity(0, 0.0))
    assert evolution.brain == BrainSettings(
        recurrent=True,
        activation="relu",
        activations=("relu", "abs"),
        initial=0.0,
        weights=(-1.0, 3.0),
        bias=False,
        steps=2,
    )
    assert evolution.stop == Stop()


def test_the_preset_brings_the_papers_parameters() -> None:
    evolution = model(program(evolve="preset: neat2002")).evolution
    assert evolution.brain == BrainSettings(
        activation="neat_sigmoid", activations=("neat_sigmoid",), weights=(-8.0, 8.0), bias=False
    )
    mutation = evolution.mutation
    assert (mutation.perturb, mutation.weight_sd, mutation.exclusive) == ("uniform", 2.5, True)
    assert (mutation.add_node, mutation.add_connection, mutation.weight_shift) == (0.03, 0.05, 0.8)
    assert {mutation.bias_shift, mutation.remove_connection, mutation.remove_node, mutation.rewire} == {0.0}
    assert mutation.change_activation == 0
    assert evolution.speciation.target_species is None
    assert evolution.reproduction == Reproduction(
        crossover=0.75, tournament=1, survival=0.2, elitism_size=6, diversity=Diversity(0, 0.0), run_stagnation=20
    )


def test_what_is_written_beside_the_preset_wins() -> None:
    evolution = model(
        program(evolve="mutation { add_node: 0.01 }  speciation { weight: 3  threshold: 4 }  preset: neat2002")
    ).evolution
    assert (evolution.mutation.add_node, evolution.mutation.perturb) == (0.01, "uniform")
    assert (evolution.speciation.weight, evolution.speciation.threshold) == (3.0, 4.0)
    assert evolution.speciation.target_species is None


def test_a_brain_stands_in_the_body_or_in_evolve_which_wins() -> None:
    source = program(body="brain { recurrent: true  steps: 3 }", evolve="brain { steps: 2 }")
    assert model(source).evolution.brain == BrainSettings(recurrent=True, steps=2)


@pytest.mark.parametrize(("text", "part"), [("full", 1.0), ("none", 0.0), ("partial(0.25)", 0.25)])
def test_founders_are_connected_as_initial_says(text: str, part: float) -> None:
    assert model(program(evolve=f"brain {{ initial: {text} }}")).evolution.brain.initial == part


def test_the_configuration_is_text_with_the_defaults_in_it() -> None:
    texts = dict(model(program(evolve="seed: 3  brain { weights: -1.5..2  initial: partial(0.5) }")).configuration)
    assert texts["body"] == "Walker"
    assert texts["dynamics"] == "none"
    assert texts["domain"] == "world"
    assert texts["seed"] == "3"
    assert texts["population"] == "200"
    assert texts["brain.weights"] == "-1.5..2"
    assert texts["brain.initial"] == "0.5"
    assert texts["brain.recurrent"] == "false"
    assert texts["mutation.add_node"] == "0.03"
    assert texts["reproduction.diversity.every"] == "100"
    assert texts["speciation.target_species"] == "8"
    assert texts["stop.time"] == "none"
    assert len(model(program()).configuration) == len(texts)


def test_experiments_stand_in_written_order_with_their_sources() -> None:
    text = (
        program()
        + """
      evolve Next { seed_from: Run  body: Walker  world: Void  perception: Senses  action: Acts  fitness: Lasting }
      evolve Old { seed_from: "old/x.ckpt"  body: Walker  world: Void  perception: Senses  action: Acts
                   fitness: Lasting }
    """
    )
    found = project(text)
    assert [(m.name, m.seed_from, m.seed_from_path) for m in found.models] == [
        ("Run", None, False),
        ("Next", "Run", False),
        ("Old", "old/x.ckpt", True),
    ]
    assert found.counts == (("body", 1), ("world", 1), ("perception", 1), ("action", 1), ("fitness", 1), ("evolve", 3))
