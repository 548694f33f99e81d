"""Scenarios that compare ours with the bare library or a stated limit in one run; each also runs once, small, in the tests."""
