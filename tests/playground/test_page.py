"""The page in a real browser: what a person types, sees and presses."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable

import discord
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, ViewportSize, async_playwright, expect

from playground import Playground
from tests.playground.echo import Buttons, EchoBot
from tests.playground.running import connected, redirected

CHROMIUM = shutil.which("chromium") or shutil.which("/usr/bin/chromium")
ARGS = ("no-sandbox", "disable-gpu", "disable-background-networking", "disable-component-update", "disable-sync", "no-first-run")
HOSTILE = """<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>
[click](javascript:document.title='owned') <b>bold</b> <t:9999999999999> <@1> **_~~`"""

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),  # the loop of the one browser
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not in PATH: NOTHING of the page was tried (apt-get install chromium)"),
]
Opener = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(loop_scope="module")
async def playground(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Playground]:
    """A playground of its own for every test."""
    async with redirected(monkeypatch) as play:
        yield play


@pytest_asyncio.fixture(loop_scope="module")
async def bot(playground: Playground) -> AsyncIterator[EchoBot]:
    """The small bot, connected and ready."""
    async with connected(playground) as client:
        yield client


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One chromium with a profile of its own; every page gets a fresh context."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=[f"--{arg}" for arg in ARGS])
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="module")
async def opened(browser: Browser, playground: Playground, bot: EchoBot) -> AsyncIterator[Opener]:
    """Opens the page, each time as another person's browser would; at the end no script may have failed in any of them."""
    failures: list[str] = []
    contexts: list[BrowserContext] = []

    async def open_page(member: str | None = None, width: int = 1280) -> Page:
        context = await browser.new_context(viewport=ViewportSize(width=width, height=860), locale="en-GB", timezone_id="Europe/Berlin")
        contexts.append(context)
        context.set_default_timeout(8000)
        page = await context.new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        await page.goto(playground.page_url)
        await expect(page.locator("#bot")).to_have_text("Dateline is here")
        if member:
            await page.get_by_label("You are").select_option(member)
            await expect(page.locator("#rights")).to_have_text("An ordinary member.")
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert failures == []


async def send(page: Page, line: str) -> None:
    """Types a command as one line and sends it; its last option must be free text, so that Enter is not taken by a suggestion."""
    await page.locator("#name").click()
    await page.keyboard.type(line)
    await page.keyboard.press("Enter")
    await expect(page.locator("#name")).to_have_value("")


async def run(page: Page, name: str) -> None:
    """Takes a command from the list and sends it as it is."""
    await page.locator("#name").click()
    await page.keyboard.type(name)
    await expect(page.locator("#suggestions")).to_be_visible()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")


def last(page: Page) -> Locator:
    """The newest message."""
    return page.locator(".message").last


async def test_a_command_is_found_filled_in_and_answered_by_keyboard_alone(opened: Opener) -> None:
    page = await opened()
    await page.keyboard.type("/ec")
    await expect(page.get_by_role("option", name="/echo Says it again")).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message")).to_have_count(0)  # the required option is still empty
    await page.keyboard.type("thirty staff")
    await page.keyboard.press("Tab")
    await page.keyboard.type("t")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("combobox", name="private")).to_have_value("True")
    await page.keyboard.press("Enter")
    await expect(last(page)).to_contain_text("thirty staff")
    await expect(last(page)).to_contain_text("Ada used /echo")
    await expect(last(page)).to_contain_text("Only you can see this")
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_role("textbox", name="text")).to_have_value("thirty staff")


async def test_a_line_typed_in_one_go_goes_to_its_options_and_the_bot_suggests(opened: Opener) -> None:
    page = await opened()
    await send(page, "/typed size:Large who:Ben number:7")
    await expect(last(page)).to_contain_text("7 0.5 L ['ben', None, None, None] None")
    await send(page, "/source add name:the Herald")
    await expect(last(page)).to_contain_text("added the Herald")
    await page.keyboard.type("/who park")
    await page.get_by_role("option", name="Park Soo-jin").click()
    await page.keyboard.press("Enter")
    await expect(last(page)).to_contain_text("about Park Soo-jin")


async def test_what_is_refused_stays_to_be_mended(opened: Opener) -> None:
    page = await opened()
    await page.keyboard.type("/typed number:70")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text('"number" must be between 1 and 10, not 70')
    await expect(page.get_by_role("textbox", name="number")).to_have_value("70")
    await page.keyboard.press("Escape")
    await page.keyboard.type("/nothing")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("There is no command /nothing")


async def test_buttons_edit_a_message_at_once_or_later(opened: Opener) -> None:
    page = await opened()
    await run(page, "/buttons")
    await expect(page.get_by_role("button", name="Off")).to_be_disabled()
    await expect(page.get_by_role("link", name="Source")).to_have_attribute("href", "https://example.org/a")
    await page.get_by_role("button", name="Count").click()
    await expect(last(page)).to_contain_text("counted")
    await page.get_by_role("button", name="Later").click()
    await expect(last(page)).to_contain_text("edited later")
    await expect(page.locator(".message")).to_have_count(1)


async def test_forms_are_filled_in_and_handed_in_with_a_file(opened: Opener) -> None:
    page = await opened()
    await run(page, "/form")
    await page.get_by_label("Text").fill("x" * 101)
    await expect(page.get_by_role("dialog")).to_contain_text("too long by 1")
    await page.get_by_label("Text").fill("pasted")
    await page.get_by_label("Kind").select_option("Blog")
    await page.get_by_label("File").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"uploaded"})
    await page.get_by_role("button", name="Submit").click()
    await expect(last(page)).to_contain_text("pasted / Blog / ['uploaded']")
    await expect(last(page)).to_contain_text("Ada used /form")
    await run(page, "/survey")
    await page.get_by_role("radio", name="fast").check()
    await page.get_by_role("checkbox", name="Tue").check()
    await page.get_by_role("checkbox", name="Agree").check()
    await page.get_by_label("Place").select_option("#news")
    await page.get_by_role("button", name="Submit").click()
    await expect(last(page)).to_contain_text("fast ['Tue'] True ['news']")


async def test_menus_of_one_and_of_several(opened: Opener) -> None:
    page = await opened()
    await run(page, "/menus")
    await page.locator("summary", has_text="letter").click()
    await page.get_by_role("checkbox", name="A", exact=True).check()
    await page.get_by_role("checkbox", name="C", exact=True).check()
    await page.get_by_role("button", name="Choose 2").click()
    await expect(last(page)).to_contain_text("A C")
    await page.locator("summary", has_text="channel").focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "Enter"):
        await page.keyboard.press(key)
    await expect(last(page)).to_contain_text("news")


async def test_a_private_answer_is_seen_by_one_member_only(opened: Opener) -> None:
    ada, ben = await opened(), await opened("Ben", 390)
    await run(ben, "/pages")
    await ben.get_by_role("button", name="Passages").click()
    await expect(last(ben)).to_contain_text("the passage")
    await expect(ada.locator(".message")).to_contain_text("30 (Herald)")
    await expect(ada.locator(".message")).to_have_count(1)
    await ben.reload()
    await expect(ben.locator("#member option:checked")).to_have_text("Ben")
    await ben.get_by_role("button", name="Dismiss").click()
    await expect(ben.locator(".message")).to_have_count(1)


async def test_a_slow_answer_and_one_that_never_comes(opened: Opener, bot: EchoBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = await opened()
    await run(page, "/slow")
    await expect(page.locator(".message")).to_have_count(2)
    await expect(page.locator(".message").first).to_contain_text("thought about it")
    await expect(last(page).get_by_role("link", name="more.txt (4 bytes)")).to_be_visible()
    monkeypatch.setattr("playground.api.FIRST_ANSWER_SECONDS", 0.0)
    await run(page, "/silent")
    await expect(page.get_by_role("alert")).to_contain_text("Dateline did not respond in time.")


async def test_the_clock_moves_and_times_follow_it(opened: Opener, playground: Playground, bot: EchoBot) -> None:
    page = await opened()
    before = playground.clock.now()
    await bot.text_channel("news").send(f"due <t:{int(before.timestamp()) + 7200 + 300}:R>")
    await expect(page.get_by_role("button", name="# news")).to_contain_text("new messages")
    await page.get_by_role("button", name="# news").click()
    await expect(last(page)).to_contain_text("due in 2 hours")
    await page.get_by_role("button", name="+1 hour").click()
    await expect(last(page)).to_contain_text("due in 1 hour")
    assert 3600 <= (playground.clock.now() - before).total_seconds() < 3700
    await page.get_by_role("button", name="Back to real time").click()
    await expect(last(page)).to_contain_text("due in 2 hours")
    await expect(page.get_by_role("button", name="# news")).not_to_contain_text("new messages")
    await page.reload()
    await expect(page.locator("#channel")).to_have_text("# news")


async def test_hostile_text_is_shown_as_text(opened: Opener, bot: EchoBot) -> None:
    page = await opened()
    await bot.text_channel("general").send(HOSTILE)
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.TextDisplay(HOSTILE))
    await bot.text_channel("general").send(view=view)
    for message in await page.locator(".message").all():
        await expect(message).to_contain_text("<script>document.title='owned'</script>")
        await expect(message).to_contain_text("[click](javascript:document.title='owned')")
        await expect(message.locator("img, script, a, b:not(.head b)")).to_have_count(0)
    await expect(page.locator(".message")).to_have_count(2)
    assert await page.title() == "#general · playground"


async def test_news_does_not_take_the_reader_from_their_place(opened: Opener, bot: EchoBot) -> None:
    page = await opened()
    for number in range(20):
        await bot.text_channel("general").send(f"message {number}\nof two lines")
    await expect(page.locator(".message")).to_have_count(20)
    await expect(last(page)).to_be_in_viewport()
    await page.locator(".message").first.scroll_into_view_if_needed()
    await bot.text_channel("general").send("the newest")
    newer = page.get_by_role("button", name="New messages")
    await expect(newer).to_be_visible()
    await expect(page.locator(".message").first).to_be_in_viewport()
    await newer.click()
    await expect(last(page)).to_be_in_viewport()
    await expect(newer).to_be_hidden()


async def test_a_bot_that_goes_away_is_said_to_be_away(opened: Opener, playground: Playground, bot: EchoBot) -> None:
    page = await opened()
    await bot.close()
    await expect(page.locator("#bot")).to_have_text("Dateline is away")


async def test_a_right_is_taken_from_the_bot_and_a_role_given_by_mouse(opened: Opener, playground: Playground, bot: EchoBot) -> None:
    page = await opened()
    await page.get_by_role("button", name="# news").click()
    await page.get_by_role("button", name="Manage", exact=True).click()
    await page.get_by_role("button", name="Send Messages: Denied").click()
    await expect(page.get_by_role("button", name="Send Messages: Denied")).to_have_attribute("aria-pressed", "true")
    await page.get_by_label("Name of a new role").fill("Editors")
    await page.get_by_role("button", name="Add role").click()
    await page.get_by_label("Editors").nth(1).check()
    await page.get_by_role("button", name="Done").click()
    with pytest.raises(discord.Forbidden):
        await bot.text_channel("news").send("x")
    assert [playground.home.roles[role].name for role in playground.member("Ben").roles] == ["Editors"]


async def test_a_direct_message_is_read_and_answered_by_its_reader(opened: Opener, playground: Playground, bot: EchoBot) -> None:
    ada, ben = await opened(), await opened("Ben")
    user = await bot.fetch_user(playground.member("Ben").user.id)
    await user.send("a right is missing", view=Buttons())
    await ben.get_by_role("button", name="@ Dateline").click()
    await expect(last(ben)).to_contain_text("a right is missing")
    await ben.get_by_role("button", name="Count").click()
    await expect(last(ben)).to_contain_text("counted")
    await expect(ben.get_by_role("button", name="Manage", exact=True)).to_be_hidden()
    await expect(ada.get_by_role("button", name="@ Dateline")).to_have_count(0)
    await ben.get_by_label("Take direct messages").uncheck()
    await ben.get_by_role("button", name="# general").click()
    with pytest.raises(discord.Forbidden):
        await user.send("again")
