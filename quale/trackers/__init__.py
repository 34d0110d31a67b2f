"""Floor 4: telling other programs how a run goes, without ever waiting for them."""
