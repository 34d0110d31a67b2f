"""Runs on disk: snapshot, codec, store, resume, seed."""
