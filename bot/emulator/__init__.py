"""A Telegram that lives on this machine: the Bot API over HTTP, people, a channel, a page."""

from .faults import Fault
from .requests import Upload
from .server import Call, Emulator
from .world import Event, Message, Person

__all__ = ["Call", "Emulator", "Event", "Fault", "Message", "Person", "Upload"]
