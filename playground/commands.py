"""Application commands: what the bot registers, globally or for one guild, and who may see it."""

from __future__ import annotations

from typing import Any

from playground import command_checks, refusal
from playground.checks import as_object
from playground.command_checks import CHAT
from playground.permissions import Permission, rights
from playground.refusal import Problems
from playground.rest import Answer, Call, Route
from playground.state import State
from playground.world import Channel, Json, Member

IN_GUILD, IN_DIRECT = 0, 1
TRANSLATED = ("name_localizations", "description_localizations")
PATCHABLE = frozenset({"name", "description", "options", "default_member_permissions", "dm_permission", "contexts", "nsfw", *TRANSLATED})


class Commands:
    """The commands of the one application there is."""

    def __init__(self, state: State) -> None:
        self._state, self._world = state, state.world
        self._global: dict[int, Json] = {}
        self._of_guild: dict[int, dict[int, Json]] = {}
        self.registered = False

    # ------------------------------------------------------------ what people see

    def visible(self, member: Member, channel: Channel) -> list[Json]:
        """The commands that a member may use there: the guild's own first, then the global ones that they do not replace."""
        own = list(self._of_guild.get(channel.guild_id or 0, {}).values())
        replaced = {(command["type"], command["name"]) for command in own}
        every = own + [command for command in self._global.values() if (command["type"], command["name"]) not in replaced]
        bits = rights(self._world, channel, member.user)
        place = IN_DIRECT if channel.recipient else IN_GUILD
        return [command for command in every if _offered(command, place) and _may_use(command, bits)]

    # ------------------------------------------------------------ routes

    def routes(self) -> list[Route]:
        base = "/applications/{application_id}"
        routes = []
        for scope in (f"{base}/commands", f"{base}/guilds/{{guild_id}}/commands"):
            routes += [
                Route("GET", scope, self.read_all),
                Route("PUT", scope, self.replace, check=command_checks.several),
                Route("POST", scope, self.create, check=command_checks.single),
            ]
        of_guild = f"{base}/guilds/{{guild_id}}/commands"
        routes += [
            Route("GET", f"{of_guild}/permissions", self.permissions),
            Route("GET", f"{of_guild}/{{command_id}}/permissions", self.permissions_of),
        ]
        for scope in (f"{base}/commands", of_guild):
            one = f"{scope}/{{command_id}}"
            routes += [Route("GET", one, self.get), Route("PATCH", one, self.edit), Route("DELETE", one, self.delete)]
        return routes

    async def read_all(self, call: Call) -> list[Json]:
        return [_shown(command, call) for command in self._scope(call).values()]

    async def replace(self, call: Call) -> Any:
        scope = self._scope(call)
        known = {(command["type"], command["name"]): command["id"] for command in scope.values()}
        scope.clear()
        for each in call.body:
            command = self._built(each, call, known.get((each.get("type") or CHAT, each["name"])))
            scope[int(command["id"])] = command
        self._changed()
        return list(scope.values())

    async def create(self, call: Call) -> Answer:
        scope = self._scope(call)
        key = (call.body.get("type") or CHAT, call.body.get("name"))
        earlier = next((command["id"] for command in scope.values() if (command["type"], command["name"]) == key), None)
        command_checks.commands(Problems(), [*(c for c in scope.values() if c["id"] != earlier), call.body])
        command = self._built(call.body, call, earlier)
        scope[int(command["id"])] = command
        self._changed()
        return Answer(200 if earlier else 201, command)

    async def get(self, call: Call) -> Json:
        return _shown(self._find(call), call)

    async def edit(self, call: Call) -> Json:
        command = self._find(call)
        merged = command | {key: value for key, value in as_object(call.body).items() if key in PATCHABLE}
        problems = Problems()
        command_checks.command(problems, merged, ())
        problems.refuse()
        built = self._built(merged, call, command["id"])
        self._scope(call)[int(command["id"])] = built
        self._changed()
        return built

    async def delete(self, call: Call) -> None:
        del self._scope(call)[int(self._find(call)["id"])]
        self._changed()

    async def permissions(self, call: Call) -> list[Json]:
        self._scope(call)
        return []

    async def permissions_of(self, call: Call) -> Json:
        self._scope(call)
        raise refusal.Refusal(404, 10066, "Unknown application command permissions")

    def _scope(self, call: Call) -> dict[int, Json]:
        if call.id("application_id") != self._world.bot.id:
            raise refusal.Refusal(403, 20012, "You are not authorized to perform this action on this application")
        if "guild_id" not in call.params:
            return self._global
        guild = self._world.guilds.get(call.id("guild_id"))
        if guild is None or self._world.bot.id not in guild.members:
            raise refusal.missing_access()
        return self._of_guild.setdefault(guild.id, {})

    def _find(self, call: Call) -> Json:
        command = self._scope(call).get(call.id("command_id"))
        if command is None:
            raise refusal.unknown_command()
        return command

    def _built(self, wanted: Json, call: Call, command_id: str | None) -> Json:
        kind = wanted.get("type") or CHAT
        permissions = wanted.get("default_member_permissions")
        command: Json = {
            "id": command_id or str(self._world.new_id()),
            "application_id": str(self._world.bot.id),
            "version": str(self._world.new_id()),
            "type": kind,
            "name": wanted["name"],
            "name_localizations": wanted.get("name_localizations"),
            "description": wanted.get("description") or "",
            "description_localizations": wanted.get("description_localizations"),
            "default_member_permissions": None if permissions is None else str(permissions),
            "dm_permission": wanted.get("dm_permission") is not False,
            "contexts": wanted.get("contexts"),
            "integration_types": wanted.get("integration_types") or [0],
            "nsfw": bool(wanted.get("nsfw")),
        }
        if "guild_id" in call.params:
            command["guild_id"] = call.params["guild_id"]
        if wanted.get("options"):
            command["options"] = [_option(option) for option in wanted["options"]]
        return command

    def _changed(self) -> None:
        self.registered = True
        self._state.changes.tell("COMMANDS")


def _option(wanted: Json) -> Json:
    """An option as Discord answers it: without what is null, without empty lists and defaults that say nothing."""
    option = {key: value for key, value in wanted.items() if value is not None and value is not False and value != []}
    if "options" in option:
        option["options"] = [_option(inner) for inner in option["options"]]
    return option


def _shown(command: Json, call: Call) -> Json:
    """Lists leave translations out unless asked for them."""
    if call.query.get("with_localizations") in ("1", "true", "True"):
        return command
    return {key: value for key, value in command.items() if not key.endswith("_localizations")}


def _offered(command: Json, place: int) -> bool:
    """Whether a command is for this kind of place; those that name none are for servers, and for direct messages unless they say not."""
    contexts = command["contexts"]
    return place in contexts if contexts is not None else place == IN_GUILD or command["dm_permission"]


def _may_use(command: Json, bits: int) -> bool:
    if bits & Permission.ADMINISTRATOR:
        return True
    wanted = command["default_member_permissions"]
    if not bits & Permission.USE_APPLICATION_COMMANDS or wanted == "0":
        return False
    return wanted is None or bits & int(wanted) == int(wanted)
