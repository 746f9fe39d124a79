"""Chats as the page shows them: ready HTML, addresses of pictures, buttons."""

from __future__ import annotations

from .profile import Profile
from .render import render
from .world import Chat, Event, Json, Message


def chat_view(chat: Chat) -> Json:
    """A chat with all its messages."""
    return {
        "id": chat.id,
        "title": chat.title,
        "messages": [message_view(message) for message in chat.messages.values()],
    }


def message_view(message: Message) -> Json:
    """One bubble. `files/<id>` under /emulator/ serves what it carries."""
    view: Json = {
        "id": message.id,
        "mine": message.sender is not None,
        "date": message.date,
        "edits": message.edits,
        "html": render(message.text, message.entities),
        "keyboard": message.keyboard,
    }
    if "photo" in message.content:
        size = message.content["photo"][-1]
        view["photo"] = {
            "file": size["file_id"],
            "width": size["width"],
            "height": size["height"],
        }
    if "document" in message.content:
        about = message.content["document"]
        view["document"] = {
            "file": about["file_id"],
            "name": about["file_name"],
            "size": about["file_size"],
        }
    if "voice" in message.content:
        about = message.content["voice"]
        view["voice"] = {"file": about["file_id"], "seconds": about["duration"]}
    if "sticker" in message.content:
        view["sticker"] = message.content["sticker"]["emoji"]
    return view


def person_view(chat: Chat, profile: Profile) -> Json:
    """A person with what their app shows of the bot, in their language."""
    person = chat.person
    if person is None:
        raise ValueError("a channel is no person")
    language = person.language_code[:2]
    return {
        "id": person.id,
        "name": person.name,
        "language_code": person.language_code,
        "started": person.started,
        "blocked": person.blocked,
        "bot": profile.said("name", language),
        "description": profile.said("description", language),
        "commands": profile.commands_for(person.id, language),
    }


def event_view(event: Event) -> Json:
    """One event of the stream."""
    view: Json = {"kind": event.kind, "chat": event.chat_id}
    if event.kind == "delete" and event.message is not None:
        view["id"] = event.message.id
    elif event.message is not None:
        view["message"] = message_view(event.message)
    if event.answer is not None:
        view["answer"] = event.answer
    return view
