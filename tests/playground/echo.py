"""A small bot written with discord.py, which does a bit of everything that a bot can do."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import discord
from discord import app_commands


class Buttons(discord.ui.View):
    """Buttons: one edits its message, one puts that off, one opens a form, one is a link, one cannot be pressed."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(discord.ui.Button(label="Source", url="https://example.org/a"))
        self.add_item(discord.ui.Button(label="Off", custom_id="off", disabled=True))

    @discord.ui.button(label="Count", custom_id="count")
    async def count(self, interaction: discord.Interaction[EchoBot], button: discord.ui.Button[Buttons]) -> None:
        await interaction.response.edit_message(content="counted")

    @discord.ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction[EchoBot], button: discord.ui.Button[Buttons]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="edited later")

    @discord.ui.button(label="Form", custom_id="form")
    async def form(self, interaction: discord.Interaction[EchoBot], button: discord.ui.Button[Buttons]) -> None:
        await interaction.response.send_modal(Form())


class Form(discord.ui.Modal, title="Add a source"):
    """A form with a text field, a choice and a file."""

    text: discord.ui.Label[Form] = discord.ui.Label(text="Text", component=discord.ui.TextInput(custom_id="text", max_length=100))
    kind: discord.ui.Label[Form] = discord.ui.Label(
        text="Kind",
        component=discord.ui.Select(custom_id="kind", options=[discord.SelectOption(label="News"), discord.SelectOption(label="Blog")]),
    )
    file: discord.ui.Label[Form] = discord.ui.Label(text="File", component=discord.ui.FileUpload(custom_id="file", required=False))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        text, kind, upload = self.text.component, self.kind.component, self.file.component
        assert isinstance(text, discord.ui.TextInput)
        assert isinstance(kind, discord.ui.Select)
        assert isinstance(upload, discord.ui.FileUpload)
        read = [(await attachment.read()).decode() for attachment in upload.values]
        await interaction.response.send_message(f"{text.value} / {kind.values[0]} / {read}")


class Survey(discord.ui.Modal, title="Survey"):
    """A form with the kinds of fields that `Form` lacks."""

    said: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay("Tell us")
    pace: discord.ui.Label[Survey] = discord.ui.Label(
        text="Pace",
        component=discord.ui.RadioGroup(custom_id="pace", options=[discord.RadioGroupOption(label=x, value=x) for x in ("slow", "fast")]),
    )
    days: discord.ui.Label[Survey] = discord.ui.Label(
        text="Days",
        component=discord.ui.CheckboxGroup(
            custom_id="days", options=[discord.CheckboxGroupOption(label=x, value=x) for x in ("Mon", "Tue")]
        ),
    )
    terms: discord.ui.Label[Survey] = discord.ui.Label(text="Agree", component=discord.ui.Checkbox(custom_id="terms"))
    place: discord.ui.Label[Survey] = discord.ui.Label(
        text="Place", component=discord.ui.ChannelSelect(custom_id="place", required=False, channel_types=[discord.ChannelType.text])
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        pace, days, terms, place = (label.component for label in (self.pace, self.days, self.terms, self.place))
        assert isinstance(pace, discord.ui.RadioGroup)
        assert isinstance(days, discord.ui.CheckboxGroup)
        assert isinstance(terms, discord.ui.Checkbox)
        assert isinstance(place, discord.ui.ChannelSelect)
        places = [channel.name for channel in place.values]
        await interaction.response.send_message(f"{pace.value} {days.values} {terms.value} {places}")


class Old(discord.ui.Modal, title="Old form"):
    """A form in the older shape: a text field that is its own row."""

    text: discord.ui.TextInput[Old] = discord.ui.TextInput(label="Text", style=discord.TextStyle.paragraph, min_length=3)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(self.text.value)


class Pages(discord.ui.LayoutView):
    """Components V2: a container with text and a section with a button, and menus below."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        box: discord.ui.Container[Pages] = discord.ui.Container(accent_colour=0x336699)
        box.add_item(discord.ui.TextDisplay("# Staffing"))
        passages: discord.ui.Button[Pages] = discord.ui.Button(label="Passages", custom_id="passages")
        passages.callback = self.passages  # type: ignore[method-assign]
        box.add_item(discord.ui.Section(discord.ui.TextDisplay("30 (Herald)"), accessory=passages))
        box.add_item(discord.ui.Separator())
        self.add_item(box)

    async def passages(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("the passage", ephemeral=True)


class Menus(discord.ui.View):
    """One menu of each kind."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.select(custom_id="letters", placeholder="letter", max_values=2, options=[discord.SelectOption(label=x) for x in "ABC"])
    async def letters(self, interaction: discord.Interaction, menu: discord.ui.Select[Menus]) -> None:
        await interaction.response.send_message(" ".join(menu.values))

    @discord.ui.select(cls=discord.ui.ChannelSelect, custom_id="places", placeholder="channel")
    async def places(self, interaction: discord.Interaction, menu: discord.ui.ChannelSelect[Menus]) -> None:
        await interaction.response.send_message(menu.values[0].name)

    @discord.ui.select(cls=discord.ui.RoleSelect, custom_id="roles", placeholder="role")
    async def roles(self, interaction: discord.Interaction, menu: discord.ui.RoleSelect[Menus]) -> None:
        await interaction.response.send_message(menu.values[0].name)

    @discord.ui.select(cls=discord.ui.MentionableSelect, custom_id="anybody", placeholder="anybody")
    async def anybody(self, interaction: discord.Interaction, menu: discord.ui.MentionableSelect[Menus]) -> None:
        await interaction.response.send_message(menu.values[0].name)

    @discord.ui.select(cls=discord.ui.UserSelect, custom_id="people", placeholder="user")
    async def people(self, interaction: discord.Interaction, menu: discord.ui.UserSelect[Menus]) -> None:
        await interaction.response.send_message(menu.values[0].name)


class EchoBot(discord.Client):
    """Echoes, counts, puts off, fails."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        intents = intents or discord.Intents(guilds=True)
        # The library waits this long for further guilds before it says "ready"; on loopback none dawdles.
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none(), guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)
        self.ready = asyncio.Event()
        self.resumed = asyncio.Event()
        self.seen: list[str] = []
        self._noted = asyncio.Event()
        self.failures: list[discord.HTTPException] = []
        add_commands(self)

    async def setup_hook(self) -> None:
        self.add_view(Buttons())
        self.add_view(Menus())
        await self.tree.sync()

    async def on_ready(self) -> None:
        self.ready.set()

    async def on_resumed(self) -> None:
        self.resumed.set()

    def note(self, what: str) -> None:
        """Remember something that the bot heard of."""
        self.seen.append(what)
        self._noted.set()

    async def hears(self, what: str) -> None:
        """Wait until the bot has heard of it."""
        async with asyncio.timeout(5):
            while what not in self.seen:
                self._noted.clear()
                await self._noted.wait()

    async def on_message(self, message: discord.Message) -> None:
        self.note(f"message {message.content}")

    async def on_message_delete(self, message: discord.Message) -> None:
        self.note(f"deleted {message.content}")

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self.note(f"channel deleted {channel.name}")

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        self.note(f"channel updated {after.name}")

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        self.note(f"role updated {after.name}")

    async def on_guild_role_delete(self, role: discord.Role) -> None:
        self.note(f"role deleted {role.name}")

    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        self.note(f"channel created {channel.name}")

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        self.note(f"roles of {after.name}: {', '.join(role.name for role in after.roles)}")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.note(f"joined {guild.name}")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.note(f"removed {guild.name}")

    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        self.note(f"unavailable {guild.name}")

    def text_channel(self, name: str) -> discord.TextChannel:
        """A channel of the first guild."""
        found = discord.utils.get(self.guilds[0].text_channels, name=name)
        assert found is not None
        return found


def add_commands(bot: EchoBot) -> None:
    """Everything the bot can be asked."""
    tree = bot.tree

    @tree.command(description="Says it again")
    @app_commands.describe(text="What to say", private="Only to you")
    async def echo(interaction: discord.Interaction[EchoBot], text: str, private: bool = False) -> None:
        await interaction.response.send_message(text, ephemeral=private)

    @tree.command(description="Takes one of each kind of option")
    @app_commands.choices(size=[app_commands.Choice(name="Large", value="L"), app_commands.Choice(name="Small", value="S")])
    async def typed(
        interaction: discord.Interaction[EchoBot],
        number: app_commands.Range[int, 1, 10],
        ratio: float = 0.5,
        size: str = "S",
        who: discord.Member | None = None,
        where: discord.TextChannel | None = None,
        role: discord.Role | None = None,
        thing: discord.Member | discord.Role | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        read = (await file.read()).decode() if file else None
        named = [x.name if x else None for x in (who, where, role, thing)]
        await interaction.response.send_message(f"{number} {ratio} {size} {named} {read}")

    @tree.command(description="Suggests people")
    async def who(interaction: discord.Interaction[EchoBot], person: str) -> None:
        await interaction.response.send_message(f"about {person}")

    @who.autocomplete("person")
    async def people(interaction: discord.Interaction[EchoBot], current: str) -> list[app_commands.Choice[str]]:
        names = ["Cho Myoung-gyon", "Park Soo-jin"]
        return [app_commands.Choice(name=name, value=name) for name in names if current.lower() in name.lower()]

    @tree.command(description="Thinks first, then answers")
    async def slow(interaction: discord.Interaction[EchoBot], private: bool = False) -> None:
        await interaction.response.defer(ephemeral=private, thinking=True)
        await interaction.edit_original_response(content="thought about it")
        await interaction.followup.send("and more", file=discord.File(io.BytesIO(b"data"), "more.txt"))

    @tree.command(description="Thinks first, then follows up")
    async def follow(interaction: discord.Interaction[EchoBot]) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("followed")
        await interaction.followup.send("second", ephemeral=True)

    @tree.command(description="Never answers in time")
    async def silent(interaction: discord.Interaction[EchoBot]) -> None:
        bot.note("was asked to be silent")

    @tree.command(description="Says who asked, whether they and the bot may manage the server, and how large a file may be")
    async def rights(interaction: discord.Interaction[EchoBot]) -> None:
        theirs, own = interaction.permissions.manage_guild, interaction.app_permissions.manage_guild
        await interaction.response.send_message(f"{interaction.user.name} {theirs} {own} {interaction.filesize_limit}")

    @tree.command(description="Answers twice")
    async def twice(interaction: discord.Interaction[EchoBot]) -> None:
        await interaction.response.send_message("once")
        interaction.response._response_type = None
        try:
            await interaction.response.send_message("twice")
        except discord.HTTPException as error:
            bot.failures.append(error)
            bot.note("refused twice")

    @tree.command(description="Shows buttons")
    async def buttons(interaction: discord.Interaction[EchoBot]) -> None:
        await interaction.response.send_message("press", view=Buttons())

    @tree.command(description="Shows menus")
    async def menus(interaction: discord.Interaction[EchoBot]) -> None:
        await interaction.response.send_message("pick", view=Menus())

    @tree.command(description="Shows Components V2")
    async def pages(interaction: discord.Interaction[EchoBot]) -> None:
        await interaction.response.send_message(view=Pages())

    @tree.command(description="Opens a form")
    async def form(interaction: discord.Interaction[EchoBot]) -> None:
        await interaction.response.send_modal(Form())

    @tree.command(description="Opens a form with many kinds of fields")
    async def survey(interaction: discord.Interaction[EchoBot]) -> None:
        await interaction.response.send_modal(Survey())

    @tree.command(description="Opens a form in the older shape")
    async def old(interaction: discord.Interaction[EchoBot]) -> None:
        await interaction.response.send_modal(Old())

    @tree.command(description="For those who manage the server")
    @app_commands.default_permissions(manage_guild=True)
    async def manage(interaction: discord.Interaction[EchoBot]) -> None:
        await interaction.response.send_message("managed")

    @tree.context_menu(name="Quote")
    async def quote(interaction: discord.Interaction[EchoBot], message: discord.Message) -> None:
        await interaction.response.send_message(f"> {message.content}")

    @tree.context_menu(name="Greet")
    async def greet(interaction: discord.Interaction[EchoBot], member: discord.Member) -> None:
        await interaction.response.send_message(f"hello {member.name}")

    source = app_commands.Group(name="source", description="Sources")

    @source.command(description="Adds one")
    async def add(interaction: discord.Interaction[EchoBot], name: str) -> None:
        await interaction.response.send_message(f"added {name}")

    @source.command(description="Removes one")
    async def remove(interaction: discord.Interaction[EchoBot], name: str) -> None:
        await interaction.response.send_message(f"removed {name}")

    tree.add_command(source)
