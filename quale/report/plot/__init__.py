"""Curves of runs, and what several of them come to: charts as SVG, HTML and PNG, tables with intervals and tests."""
