"""How a run that is over could go on, depending on what ended it."""

from quale.evolution.stop_reason import Cause

ADVICE = {
    Cause.WHEN: "with another `stop { when: … }` in the program, or without one",
    Cause.TESTS: "with other tests in the program, or without any",
    Cause.FITNESS: "with a higher `stop { fitness: … }` in the program, or without one",
    Cause.STAGNATION: "with a higher `stop { stagnation: … }` in the program, or without one",
    Cause.TIME: "with a longer `stop { time: … }` in the program, or without one",
}


def advise(ended: Cause, generation: int, resume: str) -> str:
    """Return what lets a run go on that ended after `generation`; `resume` is how its directory is typed."""
    if takes_generations(ended):
        return f"it goes on with --generations N, N above {generation}"
    if ended is Cause.NUMBERS:
        return f'a new run can begin with its genomes: `seed_from: "{resume}"` in another evolve block'
    return f"it goes on {ADVICE[ended]}: quale evolve FILE --resume {resume}"


def takes_generations(ended: Cause | None) -> bool:
    """Return whether a run goes on when it is given more generations, and nothing else."""
    return ended is Cause.GENERATIONS
