"""`make bench [only=NAME]`: runs the scenarios one after the other and prints one table; exits 1 where a figure is over its limit."""

from __future__ import annotations

import sys

from benchmarks import articles, ask, delivery, interactions, loop, rebuild, startup, subscriptions, worker
from benchmarks.report import Figure, show

SCENARIOS = {
    "interactions": interactions.run,
    "startup": startup.run,
    "articles": articles.run,
    "rebuild": rebuild.run,
    "ask": ask.run,
    "worker": worker.run,
    "loop": loop.run,
    "subscriptions": subscriptions.run,
    "delivery": delivery.run,
}


def main(names: list[str]) -> int:
    """Runs the named scenarios, all of them where none is named."""
    figures: list[Figure] = []
    for name in names or SCENARIOS:
        figures += SCENARIOS[name](full=True)
    show(figures)
    return 0 if all(figure.within for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
