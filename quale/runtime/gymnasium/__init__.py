"""Brains in Gymnasium environments: many episodes in step, brains stepped together."""
