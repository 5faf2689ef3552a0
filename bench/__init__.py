"""Benchmarks: Daylight and its peers on the same texts, in one run. `invoke bench` prints the tables."""
