"""Where the command line prints: results to standard output, trouble to standard error."""

from __future__ import annotations

from rich.console import Console

out, err = Console(highlight=False), Console(stderr=True, highlight=False)
