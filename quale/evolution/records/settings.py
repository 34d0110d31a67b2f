"""What can be set about evolution, with the defaults; the names are those of the language."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class BrainSettings:
    """How brains look: `brain { }`."""

    recurrent: bool = False
    activation: str = "tanh"  # of outputs and new hidden nodes
    activations: tuple[str, ...] = ("tanh", "sigmoid", "relu", "sin", "gauss", "identity", "abs", "step")
    initial: float = 1.0  # part of the sensor-actuator connections that founders have: full 1, none 0, partial(x) x
    weights: tuple[float, float] = (-2.0, 2.0)  # bounds of weights and biases
    bias: bool = True  # whether nodes have biases of their own
    steps: int = 1  # network updates per tick of a recurrent brain


@dataclass(frozen=True, slots=True)
class Mutation:
    """Chances of the operators, each per child, and the shape of their steps: `mutation { }`."""

    weight_shift: float = 0.8
    bias_shift: float = 0.1
    add_connection: float = 0.05
    remove_connection: float = 0.03
    add_node: float = 0.03
    remove_node: float = 0.01
    rewire: float = 0.02
    change_activation: float = 0.01
    weight_sd: float = 0.1
    bias_sd: float = 0.05
    replace: float = 0.1  # chance per weight of a fresh value instead of a step
    perturb: str = "normal"  # or "uniform": U(-weight_sd, weight_sd)
    exclusive: bool = False  # at most one structural operator per child


@dataclass(frozen=True, slots=True)
class Speciation:
    """Compatibility distance and species life: `speciation { }` (Stanley & Miikkulainen 2002, eq. 1)."""

    threshold: float = 3.0
    excess: float = 1.0  # c1
    disjoint: float = 1.0  # c2
    weight: float = 0.4  # c3
    normalise: bool = True
    target_species: int | None = 8
    stagnation: int = 15


@dataclass(frozen=True, slots=True)
class Diversity:
    """Fresh genomes: every `every` generations a part `rate` of the offspring is founders; `every` 0 never."""

    every: int = 100
    rate: float = 0.05


@dataclass(frozen=True, slots=True)
class Reproduction:
    """Who breeds and how: `reproduction { }`."""

    crossover: float = 0.7
    interspecies: float = 0.001
    tournament: int = 5
    survival: float = 1.0
    elitism: int = 1
    elitism_size: int = 5  # smallest species whose champion is copied unchanged
    diversity: Diversity = field(default_factory=Diversity)
    inherit_disabled: float = 0.75
    run_stagnation: int = 0  # generations of a whole run without progress that leave two species breeding; 0 never


@dataclass(frozen=True, slots=True)
class Condition:
    """`stop { when: METRIC >= x }`: satisfied by the first genome whose mean metric compares so."""

    metric: int  # column of the metrics
    comparison: str  # ">=", ">", "<=", "<", "==", "!="
    value: float


@dataclass(frozen=True, slots=True)
class Stop:
    """When a run is over before its last generation: `stop { }`; None is never."""

    fitness: float | None = None
    when: Condition | None = None
    stagnation: int | None = None  # generations without a better best fitness
    seconds: float | None = None  # wall clock, summed over resumes; outside the promise of bits


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the evolution engine is told."""

    population: int = 200
    generations: int = 5000
    seed: int = 1
    brain: BrainSettings = field(default_factory=BrainSettings)
    mutation: Mutation = field(default_factory=Mutation)
    speciation: Speciation = field(default_factory=Speciation)
    reproduction: Reproduction = field(default_factory=Reproduction)
    stop: Stop = field(default_factory=Stop)
    metrics: tuple[str, ...] = ()  # M names, the columns of the scores after fitness
