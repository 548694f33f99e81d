"""The bot's own process holds no language model and none of its libraries: those live in the worker, while there is something to read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("spacy", "thinc", "trafilatura", "lxml", "py3langid")


def test_starting_the_bot_imports_no_language_library() -> None:
    code = f"import sys, bot.__main__, bot.client, briefings.engines.rules; print([name for name in {HEAVY!r} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
