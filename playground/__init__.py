"""A local Discord on loopback, for newcomers and for tests.

A bot connects to it over real HTTP and WebSocket as it would to Discord; people are played by the driver (tests) or by the page (a person).
The world (`world`) is plain data; `gateway` and `rest` show it to the bot; `interactions` carries slash commands, buttons and forms to
and fro; `people` does what a person's own client does; `limits`, `faults`, `checks` and `validate` say no where Discord would; `clock` can
be moved.

It knows neither the bot it serves nor the library that the bot is written with.
"""

from playground.commandline import CommandRefused
from playground.driver import ChannelView, NoAnswer, Playground, Post, Reply
from playground.world import Member

__all__ = ["ChannelView", "CommandRefused", "Member", "NoAnswer", "Playground", "Post", "Reply"]
