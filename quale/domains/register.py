"""The register of domains: a new one is a line here."""

from quale.model.domain import Domain

DOMAINS = (
    Domain("world", available=True, needs=("body", "world", "action", "fitness")),
    Domain("gymnasium", available=False),
    Domain("dataset", available=False),
    Domain("python", available=False),
)
"""Every domain that the language knows by name."""
