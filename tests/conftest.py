"""Settings of hypothesis: no test is judged by the clock, since a machine may be busy."""

from hypothesis import Phase, settings

settings.register_profile("suite", deadline=None)
settings.register_profile(
    "mutants", deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile("suite")
