// The phone and the channel, kept live by the stream of events.
const $ = (id) => document.getElementById(id);
const words = await (await fetch("words.json")).json();
const asked = new URLSearchParams(location.search);
const tongues = Object.keys(words);
const names = { kk: "Қазақша", ru: "Русский", en: "English" };
const short = { kk: "Қаз", ru: "Рус", en: "Eng" };
const state = { people: [], channels: [], coordinator: null, person: null, chats: new Map() };
const waiting = new Map(); // taps that wait for their answer
const early = new Set(); // answers that came before their tap's own reply
const loads = new Set(); // chats on their way here, with what was heard meanwhile
let tongue = tongues.includes(localStorage.tongue) ? localStorage.tongue : tongues[0];
let toastTimer = 0;
let typingTimer = 0;
let refreshTimer = 0;

const word = (key) => words[tongue][key];
const person = () => state.people.find((p) => p.id === state.person);
const channel = () => state.channels[0];

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

async function ask(path) {
  const answer = await fetch(`emulator/${path}`);
  if (!answer.ok) throw new Error(path);
  return answer.json();
}

async function post(path, body) {
  const answer = await fetch(`emulator/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) {
    showToast(`${word("refused")}: ${told.error}`);
    throw new Error(told.error);
  }
  return told;
}

// -- words

function speak(chosen) {
  tongue = chosen;
  localStorage.tongue = chosen;
  document.documentElement.lang = chosen;
  for (const e of document.querySelectorAll("[data-word]")) e.textContent = word(e.dataset.word);
  for (const e of document.querySelectorAll("[data-title]")) {
    e.title = word(e.dataset.title);
    e.setAttribute("aria-label", e.title);
  }
  for (const e of document.querySelectorAll("[data-placeholder]")) {
    e.placeholder = word(e.dataset.placeholder);
    e.setAttribute("aria-label", e.placeholder);
  }
  for (const e of $("tongues").children) e.setAttribute("aria-pressed", e.lang === chosen);
  show();
}

// -- bubbles

function stamp(message) {
  const time = new Date(message.date * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
  return make("span", "stamp", message.edits ? `${word("edited")} ${time}` : time);
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function picture(photo) {
  const image = make("img");
  Object.assign(image, { src: `emulator/files/${photo.file}`, width: photo.width, height: photo.height, alt: "" });
  const button = make("button", "photo", image);
  button.setAttribute("aria-label", word("open"));
  button.onclick = () => {
    $("picture").src = image.src;
    $("large").showModal();
  };
  return button;
}

function file(about) {
  const icon = make("span");
  icon.innerHTML = '<svg viewBox="0 0 24 24"><path d="M12 5v11M7 12l5 5 5-5M6 20h12"/></svg>';
  const link = make("a", "file", icon, make("span", "", make("b", "", about.name), make("small", "", size(about.size))));
  link.href = `emulator/files/${about.file}`;
  link.download = about.name;
  return link;
}

function voice(about) {
  const icon = make("span");
  icon.innerHTML = '<svg viewBox="0 0 24 24"><path d="M8 5l11 7-11 7z"/></svg>';
  const length = `0:${String(about.seconds).padStart(2, "0")}`;
  const link = make("a", "file", icon, make("span", "", make("b", "", word("spoken")), make("small", "", length)));
  link.href = `emulator/files/${about.file}`;
  link.download = "voice.oga";
  return link;
}

function key(chat, message, button) {
  if (button.url) {
    const link = make("a", "key", button.text);
    Object.assign(link, { href: button.url, target: "_blank", rel: "noopener" });
    return link;
  }
  const element = make("button", `key ${button.style || ""}`, button.text);
  element.onclick = async () => {
    if (button.copy_text) return void navigator.clipboard?.writeText(button.copy_text.text);
    if (!button.callback_data) return;
    element.classList.add("waiting");
    try {
      // In the channel it is the coordinator who taps.
      const hand = chat === state.person ? chat : state.coordinator ?? state.person;
      const told = await post("tap", { person: hand, chat, message_id: message.id, data: button.callback_data });
      if (early.delete(told.query)) return void element.classList.remove("waiting");
      waiting.set(told.query, element);
      setTimeout(() => settle(told.query), 15000);
    } catch {
      element.classList.remove("waiting");
    }
  };
  return element;
}

function settle(query) {
  waiting.get(query)?.classList.remove("waiting");
  waiting.delete(query);
}

function bubble(chat, message) {
  const inside = make("div", "bubble");
  if (message.photo) inside.append(picture(message.photo));
  if (message.document) inside.append(file(message.document));
  if (message.voice) inside.append(voice(message.voice));
  if (message.sticker) inside.append(make("div", "sticker", message.sticker));
  if (message.html) {
    const text = make("div", "words");
    text.innerHTML = message.html; // made and escaped by the server
    inside.append(text);
  }
  inside.append(stamp(message));
  const element = make("article", `message${message.mine ? " mine" : ""}`, inside);
  element.dataset.id = message.id;
  for (const row of message.keyboard) {
    element.classList.add("keys");
    element.append(make("div", "row", ...row.map((button) => key(chat, message, button))));
  }
  return element;
}

function draw(box, chat, placeholder) {
  const messages = [...(state.chats.get(chat)?.values() ?? [])];
  box.replaceChildren(...(messages.length ? messages.map((m) => bubble(chat, m)) : placeholder));
  box.scrollTop = box.scrollHeight;
}

// One bubble in its place; what was at the bottom stays at the bottom.
function place(box, chat, message) {
  const low = box.scrollHeight - box.scrollTop - box.clientHeight < 120;
  const old = box.querySelector(`[data-id="${message.id}"]`);
  const fresh = bubble(chat, message);
  if (old) {
    old.replaceWith(fresh);
  } else {
    box.querySelector(".about, .empty")?.remove();
    box.append(fresh);
  }
  if (low || !old) box.scrollTop = box.scrollHeight;
  for (const image of fresh.querySelectorAll("img")) {
    image.onload = () => { if (low) box.scrollTop = box.scrollHeight; };
  }
}

// -- panes

function about() {
  const one = person();
  if (!one) return [make("p", "empty", word("nobody"))];
  if (!one.description) return [];
  return [make("div", "about", make("b", "", word("about")), one.description)];
}

function show() {
  const one = person();
  $("people").replaceChildren(...state.people.map((p) => {
    const option = new Option(`${p.name} · ${short[p.language_code] ?? p.language_code}`, p.id);
    option.selected = p.id === state.person;
    return option;
  }));
  $("bot").textContent = one?.bot ?? state.bot ?? "";
  $("avatar").textContent = ($("bot").textContent[0] ?? "").toUpperCase();
  $("status").textContent = word("bot");
  $("block").textContent = word(one?.blocked ? "unblock" : "block");
  const idle = !one || !one.started || one.blocked;
  $("composer").hidden = idle;
  $("start").hidden = !one || !idle;
  $("start").textContent = word(one?.blocked ? "unblock" : "start");
  $("menu").hidden = !one?.commands.length;
  $("commands").replaceChildren(...(one?.commands ?? []).map((c) => {
    const button = make("button", "", make("span", "", c.description), make("small", "", `/${c.command}`));
    button.type = "button";
    button.onclick = () => { fold("menu", "commands", false); say(`/${c.command}`); };
    return button;
  }));
  draw($("chat"), state.person, about());
  $("title").textContent = channel()?.title ?? "";
  $("sign").textContent = ($("title").textContent[0] ?? "").toUpperCase();
  $("digest").hidden = state.coordinator === null;
  draw($("posts"), channel()?.id, [make("p", "empty", word("quiet"))]);
}

function fold(button, box, open = $(box).hidden) {
  $(box).hidden = !open;
  $(button).setAttribute("aria-expanded", open);
}

function pane(name) {
  document.body.dataset.pane = name;
  for (const tab of document.querySelectorAll("[data-open]")) tab.setAttribute("aria-selected", tab.dataset.open === name);
  if (name === "channel") $("unread").hidden = true;
  for (const box of [$("chat"), $("posts")]) box.scrollTop = box.scrollHeight;
}

function showToast(text, inChannel) {
  if (!text) return;
  $(inChannel ? "posts" : "chat").before($("over"));
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 3500);
}

function typing() {
  $("status").textContent = word("typing");
  $("status").className = "busy";
  clearTimeout(typingTimer);
  typingTimer = setTimeout(quiet, 5000);
}

function quiet() {
  $("status").textContent = word("bot");
  $("status").className = "";
}

// -- the stream

async function load(id) {
  if (id === undefined || id === null) return;
  const run = { id, heard: [] };
  loads.add(run);
  try {
    const chat = await ask(`chats/${id}`);
    const messages = new Map(chat.messages.map((m) => [m.id, m]));
    for (const event of run.heard) keep(messages, event);
    state.chats.set(id, messages);
  } finally {
    loads.delete(run);
  }
}

function keep(messages, event) {
  if (event.kind === "delete") messages.delete(event.id);
  else if (event.message) messages.set(event.message.id, event.message);
}

async function refresh() {
  Object.assign(state, await ask("state"));
  if (!person()) {
    const wanted = Number(asked.get("person"));
    const first = state.people.find((p) => p.id === wanted) ?? state.people.find((p) => p.started) ?? state.people[0];
    state.person = first?.id ?? null;
  }
  await Promise.all([load(state.person), load(channel()?.id)]);
  show();
}

async function choose(id) {
  state.person = id;
  $("toast").hidden = true;
  fold("menu", "commands", false);
  await load(id);
  show();
}

function hear(event) {
  const mine = event.chat === state.person;
  if (event.kind === "profile" || event.kind === "person") {
    clearTimeout(refreshTimer); // many may come at once
    refreshTimer = setTimeout(refresh, 100);
    return;
  }
  if (event.answer) {
    const away = event.answer.chat === channel()?.id;
    if (waiting.has(event.answer.id)) settle(event.answer.id);
    else early.add(event.answer.id);
    if (mine || away || event.chat === state.coordinator) showToast(event.answer.text, away);
    return;
  }
  for (const run of loads) if (run.id === event.chat) run.heard.push(event);
  if (event.kind === "action" && mine) return void typing();
  const here = mine ? $("chat") : event.chat === channel()?.id ? $("posts") : null;
  if (!here) return;
  const chat = state.chats.get(event.chat) ?? new Map();
  state.chats.set(event.chat, chat);
  keep(chat, event);
  if (event.kind === "delete") {
    here.querySelector(`[data-id="${event.id}"]`)?.remove();
  } else if (event.message) {
    place(here, event.chat, event.message);
    if (mine && !event.message.mine) quiet();
    if (!mine && document.body.dataset.pane === "phone") $("unread").hidden = false;
    if (mine && !person().started) refresh();
  }
}

function listen() {
  const stream = new EventSource("emulator/events");
  stream.onopen = () => { $("away").hidden = true; refresh(); };
  stream.onerror = () => { $("away").hidden = false; };
  stream.onmessage = (line) => hear(JSON.parse(line.data));
}

// -- hands

const say = (text) => post("say", { person: state.person, text });

for (const code of tongues) {
  const button = make("button", "", short[code]);
  Object.assign(button, { lang: code, title: names[code], onclick: () => speak(code) });
  $("tongues").append(button);
  $("language").append(new Option(names[code], code));
}
for (const tab of document.querySelectorAll("[data-open]")) tab.onclick = () => pane(tab.dataset.open);
$("people").onchange = (change) => choose(Number(change.target.value));
$("add").onclick = () => { $("language").value = tongue; $("person").showModal(); };
$("cancel").onclick = () => $("person").close();
$("person").querySelector("form").onsubmit = async () => {
  const made = await post("people", { name: $("name").value, language_code: $("language").value });
  $("name").value = "";
  state.person = made.id;
  await refresh();
};
$("composer").onsubmit = (submit) => {
  submit.preventDefault();
  const text = $("text").value.trim();
  $("text").value = "";
  if (text) say(text);
};
$("voice").onclick = () => post("voice", { person: state.person });
$("menu").onclick = () => fold("menu", "commands");
$("more").onclick = () => fold("more", "popup");
$("block").onclick = () => {
  fold("more", "popup", false);
  post("block", { person: state.person, blocked: !person().blocked });
};
$("start").onclick = () => {
  if (person().blocked) return void post("block", { person: state.person, blocked: false });
  const payload = asked.get("start");
  say(payload ? `/start ${payload}` : "/start");
};
$("digest").onclick = async () => {
  $("digest").disabled = true;
  try {
    await post("digest", {});
  } finally {
    $("digest").disabled = false;
  }
};
$("close").onclick = () => $("large").close();
$("large").onclick = (click) => { if (click.target !== $("close")) $("large").close(); };

speak(tongue);
listen();
