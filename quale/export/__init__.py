"""Evolved networks as files that other programs run without Quale."""
