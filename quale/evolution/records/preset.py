"""Settings under a name: `preset: NAME` in `evolve`; fields written beside it win."""

from quale.evolution.records.settings import BrainSettings, Diversity, Mutation, Reproduction, Settings, Speciation

PRESETS = {
    # Stanley & Miikkulainen 2002, section 4.1, as far as the paper tells; docs/evolution.md has the rest.
    "neat2002": Settings(
        population=150,
        # the bias is an input there, and the weights are as good as unbounded
        brain=BrainSettings(activation="neat_sigmoid", activations=("neat_sigmoid",), weights=(-8.0, 8.0), bias=False),
        mutation=Mutation(
            weight_shift=0.8,
            bias_shift=0.0,
            add_connection=0.05,
            remove_connection=0.0,
            add_node=0.03,
            remove_node=0.0,
            rewire=0.0,
            change_activation=0.0,
            weight_sd=2.5,
            replace=0.1,
            perturb="uniform",
            exclusive=True,
        ),
        speciation=Speciation(
            threshold=3.0, excess=1.0, disjoint=1.0, weight=0.4, normalise=True, target_species=None, stagnation=15
        ),
        reproduction=Reproduction(
            crossover=0.75,
            interspecies=0.001,
            tournament=1,
            survival=0.2,
            elitism=1,
            elitism_size=6,
            diversity=Diversity(every=0, rate=0.0),
            inherit_disabled=0.75,
            run_stagnation=20,
        ),
    ),
}
