"""Takes the picture of the playground that the README shows: `.venv/bin/python docs/images/make.py`.

Starts the bot in a playground of its own (a fresh database in a temporary folder, a free port), asks for the staffing of the built-in story
as a person would, and writes playground.png beside this file. Needs chromium in PATH.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

PICTURE = Path(__file__).with_name("playground.png")
SIZE = ViewportSize(width=1280, height=980)


@contextmanager
def playground() -> Iterator[str]:
    """The address of a page whose bot has read the built-in story."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {"DATELINE_DATABASE": f"{folder}/picture.db", "DATELINE_PLAYGROUND_PORT": "0", "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "bot", "playground"]
        bot = subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            assert bot.stdout is not None
            greeting = next(line for line in bot.stdout if "http://" in line)
            yield next(word for word in greeting.split() if word.startswith("http://"))
        finally:
            bot.send_signal(signal.SIGINT)
            bot.wait()


def ask(page: Page, line: str) -> None:
    """Type a command and wait for the answer."""
    page.locator("#name").fill(line)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".message").last.get_by_role("button", name="Passages")).to_be_visible(timeout=20_000)


def main() -> None:
    """Start, ask, look."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("The picture is taken with chromium, which is not in PATH.")
    with playground() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=SIZE, locale="en-GB", timezone_id="Europe/Berlin")
        page.goto(address)
        expect(page.locator("#bot")).to_have_text("Dateline is here")
        ask(page, "/staffing")
        page.locator(".message").last.get_by_role("button", name="Passages").click()
        expect(page.locator(".message")).to_have_count(2)
        page.mouse.move(0, 0)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
