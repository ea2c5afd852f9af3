// The station's chat page: no library, only syntax that web views of 2017 know.
// What the server says is put in as text, never as HTML.
"use strict";

// MARK: - Words

const words = {
  zh: {
    skip: "跳到输入框", menu: "能做什么", about: "关于", larger: "大字", language: "English",
    log: "对话", earlier: "看以前的消息", newer: "有新消息，点这里看", chosen: "要发的照片",
    label: "您要说的话", hint: "写在这里", camera: "拍照", gallery: "选照片", send: "发送",
    hello: "您好。哪里有问题，直接写下来发给我们，就有一个编号；凭编号随时可以问进度。也可以发照片。",
    tryOne: "不知道怎么写？点一句，改一改再发：",
    bindTitle: "绑定身份", bindCode: "绑定码", bindSend: "绑定", bindCancel: "不绑定",
    bindNote: "点“绑定”，这部手机就认得您了。不是联络站给您本人的码，请不要点。",
    menuTitle: "您可以这样做", menuWait: "请稍等…", menuFault: "现在打不开，请稍后再试。您也可以直接写下要问的事。",
    back: "回到对话", phone: "电话",
    secret: "请勿发涉密内容。", privacy: "办事的单位只看到事情，看不到您是谁。",
    forget: "忘记这部手机", forgetYes: "确定忘记", forgetNo: "不忘记",
    forgetSure: "这部手机上的对话会删掉，以后要凭编号和查询码查进度。已经登记的事照样办理。",
    forgetUnsent: "还有没发出的话，也会删掉。",
    forgotten: "已忘记。这部手机上的对话都删了。", forgetFault: "现在没有网络，没能忘记。请联网后再试。",
    me: "我：", desk: "必复：", photo: "照片", photoLost: "照片看不到了",
    kept: "已存下，等联络站取", fetched: "联络站已取", done: "联络站已收",
    sending: "正在发…", sendingPhoto: "正在发照片（{n}/{all}）{part}%", queued: "等着发", unsent: "还没发出，连上后自动发",
    again: "重发", change: "改一改", remove: "删除", removeSure: "确定删除",
    failed: "没有发成。请重发，或改一改再发。", noPhoto: "手机没存住这张照片。请点“改一改”，重新选照片。",
    sentSaid: "已存下", failedSaid: "有一条没有发成",
    empty: "请先写一句话，或选一张照片。", tooMany: "一次最多发九张照片。", tooLarge: "这张照片太大，发不了。请换一张，或直接拍照。",
    preparing: "准备照片…", preparingSaid: "照片正在准备，好了自动发出。", takeOff: "去掉第{n}张照片", full: "手机存不下了。请不要关这个页面，发完再走。",
    offline: "没有网络，写好的话会留着，联网后自动发出", apart: "暂时连不上联络站，写好的话会留着，连上后自动发出",
    away: "联络站的电脑现在没开机；您的话已存下，上班后给您编号。", awayQuiet: "联络站的电脑现在没开机；您照常写，话会存下，上班后给您编号。",
    lostSession: "以前的对话不能在这部手机上显示了。您的事照样在办，发编号和查询码就能查。",
    examples: ["花桥村口路灯坏了三天", "查2026-0001", "接待日什么时候"], ask: "查{number}"
  },
  en: {
    skip: "Go to the message box", menu: "Help", about: "About", larger: "Large", language: "中文",
    log: "Conversation", earlier: "Show earlier messages", newer: "New message: show it", chosen: "Photos to send",
    label: "Your message", hint: "Write here", camera: "Camera", gallery: "Photos", send: "Send",
    hello: "Hello. Write what is wrong and send it; you get a number to ask with at any time. Photos are welcome.",
    tryOne: "Not sure how to write it? Tap one, change it, then send:",
    bindTitle: "Confirm who you are", bindCode: "Code", bindSend: "Confirm", bindCancel: "Not now",
    bindNote: "Tap Confirm and this phone will know you. If the station did not give this code to you yourself, please do not tap.",
    menuTitle: "What you can do", menuWait: "One moment…", menuFault: "This does not open now. Please try later, or just write your question.",
    back: "Back to the conversation", phone: "Phone",
    secret: "Please send nothing that is a state secret.", privacy: "The unit that handles a matter sees the matter, not who you are.",
    forget: "Forget this phone", forgetYes: "Yes, forget", forgetNo: "Keep it",
    forgetSure: "The conversation on this phone will be deleted; later you need your number and query code. Your matters go on.",
    forgetUnsent: "Words not yet sent will be deleted too.",
    forgotten: "Done. The conversation on this phone is deleted.", forgetFault: "There is no network, so nothing was forgotten. Please try again later.",
    me: "Me: ", desk: "Desk: ", photo: "Photo", photoLost: "This photo cannot be shown",
    kept: "Kept, waiting for the station", fetched: "Picked up by the station", done: "Received by the station",
    sending: "Sending…", sendingPhoto: "Sending photo {n} of {all}, {part}%", queued: "Waiting to be sent", unsent: "Not sent yet; goes out when there is a network",
    again: "Send again", change: "Change", remove: "Delete", removeSure: "Yes, delete",
    failed: "This was not sent. Send it again, or change it first.", noPhoto: "The phone did not keep this photo. Please tap Change and choose it again.",
    sentSaid: "Kept", failedSaid: "One message was not sent",
    empty: "Please write something first, or choose a photo.", tooMany: "Nine photos at most in one message.", tooLarge: "This photo is too large to send. Please choose another, or use the camera.",
    preparing: "Preparing photo…", preparingSaid: "The photo is being prepared and will then be sent.", takeOff: "Remove photo {n}", full: "The phone's storage is full. Please keep this page open until all is sent.",
    offline: "No network. What you write is kept and sent when the network is back", apart: "The station cannot be reached just now. What you write is kept and sent later",
    away: "The station's computer is off now. Your words are kept; you get a number when staff are back at work.", awayQuiet: "The station's computer is off now. What you write is kept; you get a number when staff are back at work.",
    lostSession: "The earlier conversation cannot be shown on this phone. Your matters go on; send a number and its query code to ask.",
    examples: ["The street lamp at Huaqiao has been broken for three days", "status 2026-0001", "When is reception day"], ask: "status {number}"
  }
};
let language = "zh";

function say(key, values) {
  return (words[language][key] || "").replace(/\{(\w+)\}/g, (all, name) => values[name]);
}

// MARK: - Small tools

const root = document.documentElement;

function byId(id) { return document.getElementById(id); }

function all(selector, place) { return Array.from((place || document).querySelectorAll(selector)); }

function on(element, name, act) { element.addEventListener(name, act); }

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) { element.className = className; }
  if (text !== undefined) { element.textContent = text; }
  return element;
}

function makeButton(text, act, className) {
  const button = make("button", className, text);
  button.type = "button";
  on(button, "click", act);
  return button;
}

function empty(element) {
  while (element.firstChild) { element.removeChild(element.firstChild); }
}

function setText(element, text) {
  if (element.textContent !== text) { element.textContent = text; }
}

function newID() {
  const bytes = new Uint8Array(16);
  crypto.getRandomValues(bytes);
  return Array.from(bytes, byte => (byte + 256).toString(16).slice(1)).join("");
}

// To a screen reader; emptied first: the same is said again.
function announce(text) {
  byId("said").textContent = "";
  setTimeout(() => { byId("said").textContent = text; }, 100);
}

function isTouch() { return matchMedia("(hover: none) and (pointer: coarse)").matches; }

// MARK: - What outlives a reload

// One key a post: two tabs never overwrite each other; sent by both, its id keeps it single.
const base = location.pathname.replace(/[^\/]*$/, "");
const prefix = "liaison:" + base + ":";
let shelf = null;
try { shelf = localStorage; } catch (fault) { /* none: words live as long as the page */ }

function keep(name, value) {
  try { shelf.setItem(prefix + name, JSON.stringify(value)); return true; } catch (fault) { return false; }
}
function kept(name) {
  try { return JSON.parse(shelf.getItem(prefix + name)); } catch (fault) { return null; }
}
function drop(name) { try { shelf.removeItem(prefix + name); } catch (fault) { /* nothing kept */ } }
function keptNames() {
  try {
    return Object.keys(shelf).filter(key => key.indexOf(prefix) === 0)
      .map(key => key.slice(prefix.length));
  } catch (fault) { return []; }
}

// Photos wait in IndexedDB, and in memory where there is none.
const photos = {
  blobs: {}, urls: {},
  open: () => {
    if (!photos.opened) {
      photos.opened = new Promise(resolve => {
        try {
          const ask = indexedDB.open(prefix + "photos", 1);
          ask.onupgradeneeded = () => ask.result.createObjectStore("photos");
          ask.onsuccess = () => resolve(ask.result);
          ask.onerror = ask.onblocked = () => resolve(null);
          setTimeout(() => resolve(null), 4000);
        } catch (fault) { resolve(null); }
      });
    }
    return photos.opened;
  },
  run: (mode, work) => {
    return photos.open().then(base => {
      if (!base) { return undefined; }
      return new Promise(resolve => {
        try {
          const deal = base.transaction("photos", mode);
          const ask = work(deal.objectStore("photos"));
          deal.oncomplete = () => resolve(ask.result);
          deal.onerror = deal.onabort = () => resolve(undefined);
        } catch (fault) { resolve(undefined); }
      });
    });
  },
  put: (id, blob) => {
    photos.blobs[id] = blob;
    return photos.run("readwrite", store => store.put(blob, id));
  },
  get: id => {
    if (photos.blobs[id]) { return Promise.resolve(photos.blobs[id]); }
    return photos.run("readonly", store => store.get(id)).then(blob => {
      if (blob) { photos.blobs[id] = blob; }
      return blob;
    });
  },
  drop: id => {
    delete photos.blobs[id];
    return photos.run("readwrite", store => store.delete(id));
  },
  url: id => {
    return photos.get(id).then(blob => {
      if (blob && !photos.urls[id]) { photos.urls[id] = URL.createObjectURL(blob); }
      return photos.urls[id];
    });
  },
  // All but what is still wanted goes.
  sweep: wanted => photos.run("readwrite", store => {
    const ask = store.openCursor();
    ask.onsuccess = () => {
      const cursor = ask.result;
      if (!cursor) { return; }
      if (wanted.indexOf(cursor.key) < 0) { cursor.delete(); }
      cursor.continue();
    };
    return ask;
  })
};

// MARK: - Asking the server

// Rejects with {status, wait, say}. Status 0 is no answer, or none of the relay's own (a hotel's
// login page): tried again.
function request(method, path, body, onProgress) {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const isFile = body instanceof Blob;
    call.open(method, base + path);
    call.timeout = isFile ? 180000 : 20000;
    if (isFile) {
      call.upload.onprogress = step => { if (step.lengthComputable) { onProgress(step.loaded / step.total); } };
    }
    if (body) { call.setRequestHeader("Content-Type", isFile ? body.type || "application/octet-stream" : "application/json"); }
    call.onload = () => {
      let answer = null;
      try { answer = call.responseText ? JSON.parse(call.responseText) : {}; } catch (fault) { answer = null; }
      if (call.status >= 200 && call.status < 300 && answer) { resolve(answer); return; }
      const wait = call.getResponseHeader("Retry-After");
      const isOurs = !!(answer && answer.error);
      reject({
        status: isOurs || call.status === 429 || call.status >= 500 ? call.status : 0,
        wait: /^\d+$/.test(wait || "") ? Number(wait) * 1000 : 0,
        say: isOurs ? answer.say : null
      });
    };
    call.onerror = call.ontimeout = call.onabort = () => { reject({ status: 0, wait: 0, say: null }); };
    call.send(!body || isFile ? body : JSON.stringify(body));
  });
}

// A no that stays a no, however often it is asked.
function isFinal(fault) {
  return fault.status >= 400 && fault.status < 500 && [401, 408, 425, 429].indexOf(fault.status) < 0;
}

// Half as long again at random: a town must not knock all at once.
function backoff(tries) {
  return Math.min(30000, 1000 * Math.pow(2, Math.max(0, tries - 1))) * (1 + Math.random() / 2);
}

// MARK: - Language and type size

function dressPage() {
  root.lang = language === "zh" ? "zh-CN" : "en";
  const each = (name, act) => {
    all("[data-" + name + "]").forEach(element => {
      act(element, say(element.getAttribute("data-" + name)));
    });
  };
  each("say", setText);
  each("label", (element, text) => element.setAttribute("aria-label", text));
  each("hint", (element, text) => { element.placeholder = text; });
  setText(byId("language"), say("language"));
  byId("language").lang = language === "zh" ? "en" : "zh-CN";
  document.title = byId("title").querySelector("." + language).textContent;
  empty(byId("examples"));
  words[language].examples.forEach(text => {
    byId("examples").appendChild(makeButton(text, () => fill(text)));
  });
  Object.keys(lines).forEach(id => dressLine(lines[id]));
  posts.forEach(dressPost);
  showChosen();
  showNet();
  if (panel === "menu") { loadMenu(); } else if (panel) { askForget(false); }
}

function setLarger(isLarger) {
  const atEnd = isAtEnd();
  root.className = isLarger ? "larger" : "";
  byId("larger").setAttribute("aria-pressed", String(isLarger));
  growText();
  if (atEnd) { scrollEnd(); }
}

// MARK: - Lines of the conversation

const log = byId("log");
const list = byId("messages");
const field = byId("text");
const lines = {};        // by message id: {message, item, …}
let rev = 0;
let hasMore = false;
let isStuck = true;      // the end is in sight, and stays so when the keyboard opens

function isAtEnd() { return log.scrollHeight - log.scrollTop - log.clientHeight < 90; }
function scrollEnd() { log.scrollTop = log.scrollHeight; isStuck = true; byId("newer").hidden = true; }
// The end when the line fits, else its beginning.
function showFrom(item) { log.scrollTop = item.offsetTop - 8; isStuck = isAtEnd(); }

// Not read aloud: history, what moves.
function quietly(act) {
  log.setAttribute("aria-live", "off");
  act();
  clearTimeout(quietly.timer);
  quietly.timer = setTimeout(() => log.setAttribute("aria-live", "polite"), 1000);
}

// Numbers, dates, codes do not break: a matter's fills the composer, a phone's dials.
const phoneShape = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|[48]00-?\d{3}-?\d{4}|12345)$/;
function fillWords(place, text) {
  const runs = /\d+月\d+日|\d[\d-]*\d(?![A-Z])|[2-9A-Z]{8,10}/g;
  let from = 0;
  let found;
  while ((found = runs.exec(text))) {
    const run = found[0];
    let node = null;
    if (/^20\d\d-\d{4,6}$/.test(run)) {
      node = make("a", "whole number", run);
      node.href = "#text";
      on(node, "click", event => {
        event.preventDefault();
        fill(say("ask", { number: run }), run);
      });
    } else if (phoneShape.test(run)) {
      node = make("a", "whole", run);
      node.href = "tel:" + run;
    } else if (/[-月A-Z]/.test(run)) {
      node = make("span", "whole", run);
    }
    if (node) {
      place.appendChild(document.createTextNode(text.slice(from, found.index)));
      place.appendChild(node);
      from = found.index + run.length;
    }
  }
  place.appendChild(document.createTextNode(text.slice(from)));
}

// The station's clock is eight hours east.
function timeText(at) {
  const east = 8 * 3600000;
  const date = new Date(at + east);
  const clock = date.toISOString().slice(11, 16);
  if (Math.floor((at + east) / 86400000) === Math.floor((Date.now() + east) / 86400000)) { return clock; }
  const month = date.getUTCMonth();
  const day = date.getUTCDate();
  return (language === "zh" ? month + 1 + "月" + day + "日" : day + " " + "JanFebMarAprMayJunJulAugSepOctNovDec".substr(month * 3, 3)) + " " + clock;
}

function makeLine(isDesk, text, photoIDs) {
  const item = make("li", isDesk ? "desk" : "mine");
  const bubble = item.appendChild(make("div", "bubble"));
  bubble.appendChild(make("span", "unseen who"));
  if (text) { fillWords(bubble.appendChild(make("p", "words")), text); }
  if (photoIDs.length) {
    const row = bubble.appendChild(make("div", "photos"));
    photoIDs.forEach(id => {
      if (!/^[A-Za-z0-9-]{16,64}$/.test(id)) { return; }
      const image = row.appendChild(make("img"));
      image.alt = say("photo");
      image.onerror = () => {
        if (image.parentNode) { image.parentNode.replaceChild(make("span", "lost", say("photoLost")), image); }
      };
      photos.url(id).then(url => { image.src = url || base + "photos/" + id; });
    });
  }
  const meta = bubble.appendChild(make("p", "meta"));
  meta.appendChild(make("time"));
  meta.appendChild(make("span", "stand"));
  return item;
}

function dressMeta(item, isDesk, at, stand) {
  const time = item.querySelector("time");
  setText(item.querySelector(".who"), say(isDesk ? "desk" : "me"));
  setText(time, timeText(at));
  time.dateTime = new Date(at).toISOString();
  setText(item.querySelector(".stand"), stand);
}

function dressLine(line) {
  const message = line.message;
  line.item.setAttribute("data-stand", message.stand);
  dressMeta(line.item, message.desk, message.at, message.desk ? "" : say(message.stand));
}

function place(item, id) {
  let after = null;
  for (let other = list.lastElementChild; other; other = other.previousElementSibling) {
    const otherID = Number(other.getAttribute("data-id"));
    if (otherID && otherID < id) { break; }
    after = other;
  }
  if (item.nextElementSibling !== after || item.parentNode !== list) { list.insertBefore(item, after); }
}

// Puts in a message, or its change. True when the line is new.
function upsert(message) {
  rev = Math.max(rev, message.rev || 0);
  const known = lines[message.id];
  if (message.erased) {
    takeAway(message.id);
    discard({ id: message.post });
    return false;
  }
  if (known) {
    if (message.rev >= known.message.rev) { known.message = message; dressLine(known); }
    return false;
  }
  let item = message.post ? pendingItem(message.post) : null;
  const isPending = !!item;
  if (isPending) {
    const buttons = item.querySelector(".choices");
    if (buttons) { buttons.parentNode.removeChild(buttons); }
    item.removeAttribute("data-post");
    item.className = "mine";
  } else {
    item = makeLine(message.desk, message.text || "", message.photos || []);
  }
  item.setAttribute("data-id", message.id);
  const line = { message, item, buttons: [] };
  lines[message.id] = line;
  if (message.desk && message.buttons && message.buttons.length) {
    const row = item.firstChild.appendChild(make("div", "choices"));
    line.buttons = message.buttons.map(choice => {
      return row.appendChild(makeButton(choice.title, () => press(line, choice)));
    });
  }
  dressLine(line);
  place(item, message.id);
  if (message.post) { settle(message.post); }
  if (message.desk && message.stand !== "read") { watch(line); }
  return !isPending;
}

function lineIDs() { return Object.keys(lines).map(Number).sort((a, b) => a - b); }

// Only the newest choice is open, until the person says something.
function freshenChoices() {
  let isOpen = !posts.some(post => !post.fault);
  lineIDs().reverse().forEach(id => {
    const line = lines[id];
    if (!line.message.desk) { isOpen = false; }
    line.buttons.forEach(button => { button.disabled = !isOpen; });
    if (line.buttons.length) { isOpen = false; }
  });
}

function showWelcome() {
  byId("welcome").hidden = !byId("bind").hidden || !!list.querySelector(".mine, .desk");
  byId("earlier").hidden = !hasMore;
}

function remark(text) {
  list.appendChild(make("li", "remark", text));
  scrollEnd();
}

function receive(message) {
  const wasAtEnd = isAtEnd();
  const isNew = upsert(message);
  keep("rev", rev);
  if (!isNew) { return; }
  showWelcome();
  freshenChoices();
  if (wasAtEnd) { showFrom(lines[message.id].item); } else { byId("newer").hidden = !message.desk; }
}

function takeAway(id) {
  if (lines[id]) { list.removeChild(lines[id].item); }
  delete lines[id];
  delete unread[id];
}

function clearLines() { lineIDs().forEach(takeAway); }

// MARK: - Marks of what has been read

// A message is read when its end was on the screen, and every one before it.
let unread = {};
let readTo = 0;
let readToSent = 0;
const sight = "IntersectionObserver" in window ? new IntersectionObserver(entries => {
  entries.forEach(entry => {
    const line = unread[entry.target.parentNode.parentNode.getAttribute("data-id")];
    if (line) { line.isInSight = entry.intersectionRatio >= 0.5; }
  });
  markRead();
}, { root: log, threshold: 0.5 }) : null;

function watch(line) {
  unread[line.message.id] = line;
  if (sight) { sight.observe(line.item.querySelector(".meta")); } else { lookSoon(); }
}

function lookSoon() {
  if (sight || lookSoon.timer) { return; }
  lookSoon.timer = setTimeout(() => {
    lookSoon.timer = 0;
    const frame = log.getBoundingClientRect();
    Object.keys(unread).forEach(id => {
      const box = unread[id].item.querySelector(".meta").getBoundingClientRect();
      unread[id].isInSight = box.bottom <= frame.bottom + 8 && box.top >= frame.top - 8;
    });
    markRead();
  }, 300);
}

function markRead() {
  if (document.visibilityState === "hidden" || panel) { return; }
  const ids = lineIDs().filter(id => unread[id]);
  ids.forEach(id => { if (unread[id].isInSight) { unread[id].isSeen = true; } });
  while (ids.length && unread[ids[0]].isSeen) {
    readTo = Math.max(readTo, ids[0]);
    if (sight) { sight.unobserve(unread[ids[0]].item.querySelector(".meta")); }
    delete unread[ids.shift()];
  }
  clearTimeout(markRead.timer);
  if (readTo > readToSent) { markRead.timer = setTimeout(sendRead, 600); }
}

function sendRead() {
  const upto = readTo;
  if (upto <= readToSent || !isReady) { return; }
  readToSent = upto;
  request("POST", "api/read", { upto }).catch(fault => {
    if (isFinal(fault)) { return; }
    readToSent = Math.min(readToSent, upto - 1);
    markRead.timer = setTimeout(sendRead, fault.wait || 10000);
  });
}

// MARK: - Posts that wait to be sent

// {id, kind, text, photos, language, at, message, data, fault}, the last the server's no.
let posts = [];
let inHand = null;
let isReady = false;
let sendTimer = 0;
let heldUntil = 0;       // the server asked for a pause
let uploaded = {};
let era = 0;             // grows when this phone is forgotten: late answers of before are dropped

function pendingItem(id) { return all("[data-post]", list).filter(item => item.getAttribute("data-post") === id)[0]; }

function enqueue(post) {
  const last = posts[posts.length - 1];
  post.id = newID();
  post.language = language;
  post.at = Math.max(Date.now(), last ? last.at + 1 : 0);
  posts.push(post);
  if (!keep("post:" + post.id, post)) { tell("full"); }
  showPost(post);
  showWelcome();
  freshenChoices();
  scrollEnd();
  showNet();
  flush();
}

function showPost(post) {
  const item = makeLine(false, post.text, post.photos);
  item.setAttribute("data-post", post.id);
  list.appendChild(item);
  dressPost(post);
}

function dressPost(post) {
  const item = pendingItem(post.id);
  if (!item) { return; }
  let stand = isLive ? say("queued") : say("unsent");
  if (post.fault) {
    stand = post.fault[language] || post.fault.zh || say(post.fault.key || "failed");
  } else if (inHand === post) {
    stand = post.progress
      ? say("sendingPhoto", { n: post.progress.n, all: post.photos.length, part: Math.floor(post.progress.part * 100) })
      : say("sending");
  }
  item.className = post.fault ? "mine failed" : "mine";
  item.setAttribute("data-stand", post.fault ? "failed" : inHand === post ? "sending" : "waiting");
  dressMeta(item, false, post.at, stand);
  // Not made anew without need: a finger may be on its way to them.
  const old = item.querySelector(".choices");
  if (old && post.fault && old.lang === root.lang) { return; }
  if (old) { old.parentNode.removeChild(old); }
  if (!post.fault) { return; }
  const row = item.firstChild.appendChild(make("div", "choices"));
  row.lang = root.lang;
  row.appendChild(makeButton(say("again"), () => sendAgain(post), "again"));
  if (post.kind === "message") { row.appendChild(makeButton(say("change"), () => change(post), "change")); }
  const remove = row.appendChild(makeButton(say("remove"), () => {
    if (remove.isSure) { discard(post, true); field.focus(); return; }
    remove.isSure = true;
    setText(remove, say("removeSure"));
  }, "remove"));
}

function sendAgain(post) {
  delete post.fault;
  keep("post:" + post.id, post);
  dressPost(post);
  freshenChoices();
  log.focus();
  flush();
}

// Puts words and photos back into the composer, beside what stands there.
function change(post) {
  field.value = post.text + (field.value ? "\n" + field.value : "");
  chosen = post.photos.map(id => { return { id, isReady: true }; }).concat(chosen).slice(0, 9);
  discard(post, false);
  keepDraft();
  growText();
  showChosen();
  field.focus();
}

function discard(post, withPhotos) {
  if (withPhotos) { post.photos.forEach(photos.drop); }
  settle(post.id);
  const item = pendingItem(post.id);
  if (item) { list.removeChild(item); }
  showWelcome();
  freshenChoices();
}

function settle(id) {
  posts = posts.filter(post => post.id !== id);
  drop("post:" + id);
}

// One at a time, in order; what was refused for good is stepped over.
function flush() {
  const post = posts.filter(post => !post.fault)[0];
  if (inHand || !post || !isReady) { return; }
  clearTimeout(sendTimer);
  if (Date.now() < heldUntil) { sendTimer = setTimeout(flush, heldUntil - Date.now()); return; }
  const mine = era;
  inHand = post;
  posts.forEach(dressPost);
  deliver(post).then(answer => {
    if (mine !== era) { return; }
    inHand = null;
    post.progress = null;
    const message = answer.message;
    message.post = post.id;
    const twin = lines[message.id] && pendingItem(post.id);
    if (twin) { list.removeChild(twin); }
    settle(post.id);
    post.photos.forEach(photos.drop);
    receive(message);
    freshenChoices();
    announce(say("sentSaid"));
    showNet();
    flush();
  }, fault => {
    if (mine !== era) { return; }
    inHand = null;
    post.progress = null;
    if (posts.indexOf(post) < 0) {
      flush();
    } else if (fault.key || isFinal(fault)) {
      post.fault = fault.say || { key: fault.key || "failed" };
      post.photos.forEach(id => { delete uploaded[id]; });
      keep("post:" + post.id, post);
      dressPost(post);
      freshenChoices();
      scrollEnd();
      announce(say("failedSaid"));
      flush();
    } else {
      post.tries = (post.tries || 0) + 1;
      heldUntil = Date.now() + Math.min(fault.wait, 600000);
      sendTimer = setTimeout(flush, Math.max(fault.wait, backoff(post.tries)));
      if (fault.status === 401) { connectIn(backoff(post.tries)); }
    }
    posts.forEach(dressPost);
    showNet();
  });
}

function deliver(post) {
  if (post.kind === "press") {
    return request("POST", "api/presses", { id: post.id, message: post.message, data: post.data });
  }
  let chain = Promise.resolve();
  post.photos.forEach((id, index) => {
    chain = chain.then(() => {
      if (uploaded[id]) { return null; }
      return photos.get(id).then(blob => {
        if (!blob) { return Promise.reject({ status: 0, wait: 0, key: "noPhoto" }); }
        post.progress = { n: index + 1, part: 0 };
        dressPost(post);
        return request("PUT", "api/photos/" + id, blob, part => {
          post.progress = { n: index + 1, part };
          dressPost(post);
        });
      }).then(() => { uploaded[id] = true; });
    });
  });
  return chain.then(() => {
    post.progress = null;
    dressPost(post);
    return request("POST", "api/messages", {
      id: post.id, text: post.text, photos: post.photos, language: post.language
    });
  });
}

function press(line, choice) {
  line.buttons.forEach(button => { button.disabled = true; });
  enqueue({ kind: "press", message: line.message.id, data: choice.data, text: choice.title, photos: [] });
  log.focus();
}

function sendWords(text, photoIDs) {
  enqueue({ kind: "message", text, photos: photoIDs || [] });
}

// MARK: - The composer

let chosen = [];         // {id, isReady}
let wantsSend = false;

function keepDraft() {
  const ready = chosen.filter(photo => photo.isReady).map(photo => photo.id);
  const text = field.value;
  if (text || ready.length) { keep("draft", { text, photos: ready }); } else { drop("draft"); }
}

function growText() {
  const atEnd = isAtEnd();
  field.style.height = "auto";
  field.style.height = field.scrollHeight + 4 + "px";
  if (atEnd) { scrollEnd(); }
}

// Puts a sentence in the composer. Words already there get only the number.
let filled = "";
function fill(sentence, number) {
  const old = field.value;
  field.value = !old.trim() || old === filled ? sentence : number ? old + (/\s$/.test(old) ? "" : " ") + number : old + "\n" + sentence;
  filled = field.value;
  keepDraft();
  growText();
  // On a phone the keyboard stays down: one more tap sends.
  (isTouch() ? byId("send") : field).focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

function submit() {
  const text = field.value.trim();
  if (chosen.some(photo => !photo.isReady)) {
    wantsSend = true;
    tell("preparingSaid");
    return;
  }
  wantsSend = false;
  if (!text && !chosen.length) {
    tell("empty");
    field.focus();
    return;
  }
  const ids = chosen.map(photo => photo.id);
  field.value = "";
  chosen = [];
  sendWords(text, ids);
  drop("draft");
  showChosen();
  growText();
}

function showChosen() {
  const row = byId("chosen");
  empty(row);
  chosen.forEach((photo, index) => {
    const item = row.appendChild(make("li"));
    if (photo.isReady) {
      const image = item.appendChild(make("img"));
      image.alt = say("photo") + " " + (index + 1);
      photos.url(photo.id).then(url => { if (url) { image.src = url; } });
    } else {
      item.appendChild(make("span", "", say("preparing")));
    }
    item.appendChild(makeButton("×", () => {
      chosen = chosen.filter(other => other !== photo);
      photos.drop(photo.id);
      keepDraft();
      showChosen();
      byId("photo-gallery").focus();
    })).setAttribute("aria-label", say("takeOff", { n: index + 1 }));
  });
}

function addPhotos(files) {
  Array.from(files).forEach(file => {
    if (chosen.length >= 9) { tell("tooMany"); return; }
    const photo = { id: newID(), isReady: false };
    chosen.push(photo);
    // One after another: a cheap phone cannot hold nine.
    addPhotos.chain = (addPhotos.chain || Promise.resolve()).then(() => shrink(file)).then(blob => {
      if (chosen.indexOf(photo) < 0) { return null; }
      return photos.put(photo.id, blob).then(() => { photo.isReady = true; });
    }).catch(() => {
      chosen = chosen.filter(other => other !== photo);
      tell("tooLarge");
    }).then(() => {
      keepDraft();
      showChosen();
      if (wantsSend) { submit(); }
    });
  });
  showChosen();
}

// A word for a while where the connection's bar is.
function tell(key) {
  tell.key = key;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { tell.key = ""; showNet(); }, 8000);
  showNet();
}

// MARK: - Making photos small

const longestSide = 1600;
const enoughBytes = 600000;

// Drawn anew: place and camera are gone. Else it goes as it is.
function shrink(file) {
  return openPicture(file).then(draw).catch(() => {
    return file.size <= 8 * 1024 * 1024 ? file : Promise.reject(file);
  });
}

// Both ways turn the picture upright.
function openPicture(file) {
  return new Promise(resolve => {
    resolve(createImageBitmap(file, { imageOrientation: "from-image" }));
  }).catch(() => new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = URL.createObjectURL(file);
  }));
}

function draw(image) {
  const width = image.naturalWidth || image.width;
  const height = image.naturalHeight || image.height;
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const canvas = make("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  if (image.close) { image.close(); } else { URL.revokeObjectURL(image.src); }
  function encode(quality) {
    return new Promise((resolve, reject) => {
      canvas.toBlob(blob => { if (blob) { resolve(blob); } else { reject(); } }, "image/jpeg", quality);
    }).then(blob => {
      return blob.size > enoughBytes && quality > 0.5 ? encode(quality - 0.15) : blob;
    });
  }
  return encode(0.8);
}

// MARK: - The connection

let source = null;
let isLive = false;
let isAway = false;
let failures = 0;
let deafness = 0;        // how often events did not come through: from two on, messages are asked for
let isConnecting = false;
let isLoaded = false;
let lastHeard = 0;
let connectTimer = 0;

function showNet() {
  let text = "";
  if (tell.key) {
    text = say(tell.key);
  } else if (!isLive && navigator.onLine === false) {
    text = say("offline");
  } else if (!isLive && failures > 1) {
    text = say("apart");
  } else if (isAway) {
    const hasOpen = posts.length > 0 || Object.keys(lines).some(id => {
      return !lines[id].message.desk && lines[id].message.stand !== "done";
    });
    text = say(hasOpen ? "away" : "awayQuiet");
  }
  if (byId("net").textContent === text) { return; }
  byId("net").textContent = text;
  if (isStuck) { scrollEnd(); }
}

function setLive(value) {
  if (isLive !== value) {
    isLive = value;
    posts.forEach(dressPost);
  }
  showNet();
}

// Every connection begins with the session: so a lost one shows.
function connect() {
  if (isConnecting) { return; }
  isConnecting = true;
  clearTimeout(connectTimer);
  hangUp();
  const mine = era;
  request("POST", "api/session", {}).then(answer => {
    if (mine !== era) { return null; }
    if (answer.isNew && (rev || kept("rev"))) { loseSession(); }
    if (answer.isNew) { uploaded = {}; rev = answer.rev || 0; keep("rev", rev); }
    isReady = true;
    return isLoaded && !answer.isNew && hasEvents() ? null : load();
  }).then(() => {
    if (mine !== era) { return; }
    isConnecting = false;
    lastHeard = Date.now();
    if (hasEvents() || (window.EventSource && deafness % 6 === 0)) {
      listen();
    } else {
      deafness += 1;
      isAway = false;
      failures = 0;
      setLive(true);
      connectIn(10000);
    }
    flush();
    sendRead();
  }).catch(fault => {
    if (mine !== era) { return; }
    isConnecting = false;
    connectAgain(fault && fault.wait);
  });
}

function hasEvents() { return window.EventSource && deafness < 2; }

function connectIn(time) {
  clearTimeout(connectTimer);
  connectTimer = setTimeout(connect, time);
}

function connectAgain(wait) {
  hangUp();
  failures += 1;
  setLive(false);
  connectIn(Math.max(wait || 0, backoff(failures)));
}

function hangUp() {
  if (source) { source.close(); source = null; }
}

function loseSession() {
  clearLines();
  hasMore = false;
  readTo = readToSent = 0;
  remark(say("lostSession"));
  showWelcome();
}

function listen() {
  const stream = new EventSource(base + "api/events?after=" + rev);
  source = stream;
  const hear = act => {
    return event => {
      if (source !== stream) { return; }
      lastHeard = Date.now();
      deafness = failures = 0;
      setLive(true);
      let data = null;
      try { data = JSON.parse(event.data); } catch (fault) { return; }
      act(data);
    };
  };
  stream.onopen = () => {
    if (source !== stream) { return; }
    lastHeard = Date.now();
    setLive(true);
    flush();
  };
  on(stream, "message", hear(receive));
  on(stream, "beat", hear(() => {}));
  on(stream, "desk", hear(data => { isAway = !!data.isAway; showNet(); }));
  stream.onerror = () => { if (source === stream) { deafness += 1; connectAgain(0); } };
}

function load() {
  const ids = lineIDs();
  return request("GET", "api/messages?limit=50").then(answer => {
    const page = answer.messages || [];
    const held = page.map(message => message.id);
    const isFirst = !isLoaded;
    const wasAtEnd = isFirst || isAtEnd();
    const hasGap = ids.length && page.length && answer.more && page[0].id > ids[ids.length - 1];
    // What is missing was erased.
    ids.forEach(id => { if (hasGap || (held.indexOf(id) < 0 && !(id < held[0]))) { takeAway(id); } });
    if (isFirst || hasGap) { hasMore = !!answer.more; }
    isAway = !!answer.isAway;
    const add = () => {
      let firstUnread = null;
      page.forEach(message => {
        if (upsert(message) && message.desk && message.stand !== "read" && !firstUnread) { firstUnread = lines[message.id].item; }
      });
      isLoaded = true;
      showWelcome();
      freshenChoices();
      if (wasAtEnd) { scrollEnd(); }
      if (wasAtEnd && firstUnread && firstUnread.offsetTop - 8 < log.scrollTop) { showFrom(firstUnread); }
      if (!wasAtEnd && firstUnread) { byId("newer").hidden = false; }
    };
    if (isFirst) { quietly(add); } else { add(); }
    rev = Math.max(rev, answer.rev || 0);
    keep("rev", rev);
    showNet();
  });
}

function loadEarlier() {
  const button = byId("earlier");
  const first = lineIDs()[0];
  if (button.disabled || !first) { return; }
  button.disabled = true;
  const mine = era;
  request("GET", "api/messages?before=" + first + "&limit=50").then(answer => {
    if (mine !== era) { return; }
    const height = log.scrollHeight - log.scrollTop;
    const page = answer.messages || [];
    hasMore = !!answer.more && page.length > 0;
    quietly(() => page.forEach(upsert));
    showWelcome();
    freshenChoices();
    log.scrollTop = log.scrollHeight - height;
    if (!hasMore) { log.focus(); }
  }).catch(() => tell("apart")).then(() => { button.disabled = false; });
}

function wake() {
  if (document.visibilityState === "hidden") { return; }
  markRead();
  lookSoon();
  if (!isLive || Date.now() - lastHeard > 40000) { connect(); }
  flush();
}

// MARK: - Panels

let panel = "";

function openPanel(name) {
  if (panel === name) { closePanel(); return; }
  const wasOpen = !!panel;
  if (wasOpen) { hidePanel(); }
  panel = name;
  byId("app").className = "covered";
  byId(name + "-panel").hidden = false;
  byId(name).setAttribute("aria-expanded", "true");
  byId(name + "-title").focus();
  // A phone's back key then closes the panel and does not leave the page.
  if (!wasOpen) { history.pushState({ panel: true }, ""); }
  if (name === "menu") { loadMenu(); } else { askForget(false); }
}

function hidePanel() {
  if (!panel) { return; }
  const name = panel;
  panel = "";
  byId("app").className = "";
  byId(name + "-panel").hidden = true;
  byId(name).setAttribute("aria-expanded", "false");
  byId(name).focus();
  markRead();
}

function closePanel() {
  if (!panel) { return; }
  hidePanel();
  if (history.state && history.state.panel) { history.back(); }
}

function loadMenu() {
  const state = byId("menu-state");
  const entries = byId("entries");
  setText(state, say("menuWait"));
  request("GET", "api/menu?language=" + language).then(answer => {
    empty(entries);
    setText(state, "");
    (answer.entries || []).forEach(entry => {
      entries.appendChild(makeButton(entry.text, () => {
        if (!panel) { return; }
        closePanel();
        sendWords("/" + entry.command);
      }));
    });
  }).catch(() => setText(state, say("menuFault")));
}

function askForget(isAsking) {
  byId("forget").hidden = isAsking;
  byId("forget-sure").hidden = !isAsking;
  setText(byId("forget-words"), isAsking ? say("forgetSure") + (posts.length ? say("forgetUnsent") : "") : "");
}

function forget() {
  const button = byId("forget-yes");
  if (button.disabled) { return; }
  button.disabled = true;
  // What was read is told no more to a session that ends.
  clearTimeout(markRead.timer);
  request("DELETE", "api/session").catch(fault => fault.status === 401 ? null : Promise.reject(fault)).then(() => {
    era += 1;
    hangUp();
    clearTimeout(sendTimer);
    clearTimeout(connectTimer);
    keptNames().forEach(name => { if (name !== "look") { drop(name); } });
    posts = [];
    chosen = [];
    uploaded = {};
    inHand = null;
    isReady = isLoaded = isConnecting = isAway = hasMore = false;
    rev = readTo = readToSent = 0;
    field.value = "";
    clearLines();
    empty(list);
    photos.blobs = {};
    photos.urls = {};
    return photos.sweep([]);
  }).then(() => {
    closePanel();
    showChosen();
    growText();
    remark(say("forgotten"));
    showWelcome();
    connect();
  }).catch(() => {
    setText(byId("forget-words"), say("forgetFault"));
  }).then(() => { button.disabled = false; });
}

// MARK: - A link that binds

// Nothing is sent without the press; the code leaves the address at once.
function openBindLink() {
  const found = /[?&]c=([^&#]*)/.exec(location.search);
  if (!found) { return; }
  history.replaceState(null, "", location.pathname);
  let code = "";
  try { code = decodeURIComponent(found[1]).trim(); } catch (fault) { return; }
  if (!/^[A-Za-z0-9-]{4,40}$/.test(code)) { return; }
  setText(byId("bind-code"), code);
  showBind(true);
  on(byId("bind-send"), "click", () => {
    if (byId("bind").hidden) { return; }
    showBind(false);
    sendWords("绑定 " + code);
    log.focus();
  });
  on(byId("bind-cancel"), "click", () => { showBind(false); log.focus(); });
}

function showBind(isOpen) {
  byId("bind").hidden = !isOpen;
  byId("composer").hidden = isOpen;
  byId("skip").hidden = isOpen;
  showWelcome();
}

// MARK: - Start

function keepLook() {
  keep("look", { language, isLarger: byId("larger").getAttribute("aria-pressed") === "true" });
}

function listenToPerson() {
  on(byId("composer"), "submit", event => { event.preventDefault(); submit(); });
  on(field, "input", () => { keepDraft(); growText(); });
  on(field, "keydown", event => {
    // While an input method is composing, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229 || isTouch()) { return; }
    event.preventDefault();
    submit();
  });
  ["camera", "gallery"].forEach(name => {
    const input = byId("file-" + name);
    on(byId("photo-" + name), "click", () => input.click());
    on(input, "change", () => {
      addPhotos(input.files);
      input.value = "";
    });
  });
  on(byId("language"), "click", () => {
    language = language === "zh" ? "en" : "zh";
    const atEnd = isAtEnd();
    keepLook();
    dressPage();
    if (atEnd) { scrollEnd(); }
  });
  on(byId("larger"), "click", () => {
    setLarger(byId("larger").getAttribute("aria-pressed") !== "true");
    keepLook();
  });
  on(byId("menu"), "click", () => openPanel("menu"));
  on(byId("about"), "click", () => openPanel("about"));
  on(byId("forget"), "click", () => { askForget(true); byId("forget-no").focus(); });
  on(byId("forget-no"), "click", () => { askForget(false); byId("forget").focus(); });
  on(byId("forget-yes"), "click", forget);
  all(".close").forEach(button => on(button, "click", closePanel));
  on(byId("earlier"), "click", loadEarlier);
  on(byId("newer"), "click", () => {
    const first = lineIDs().filter(id => unread[id])[0];
    scrollEnd();
    if (first && lines[first].item.offsetTop < log.scrollTop) { showFrom(lines[first].item); }
    log.focus();
  });
  on(byId("skip"), "click", event => { event.preventDefault(); field.focus(); });
  on(document, "keydown", event => { if (event.key === "Escape") { closePanel(); } });
  on(log, "scroll", () => {
    isStuck = isAtEnd();
    if (isStuck) { byId("newer").hidden = true; }
    lookSoon();
  });
}

function listenToPhone() {
  on(window, "popstate", hidePanel);
  on(window, "online", () => connect());
  on(window, "offline", () => { hangUp(); setLive(false); connectIn(10000); });
  on(window, "pageshow", wake);
  // A page kept for going back would hold one of few streams.
  on(window, "pagehide", () => { hangUp(); isLive = false; });
  on(document, "visibilitychange", wake);
  on(window, "resize", () => { if (isStuck) { scrollEnd(); } });
  setInterval(() => {
    if (source && Date.now() - lastHeard > 40000) { deafness += 1; connectAgain(0); }
  }, 5000);
}

function start() {
  const look = kept("look") || {};
  const draft = kept("draft") || {};
  byId("plain").hidden = true;
  byId("app").hidden = byId("tools").hidden = byId("skip").hidden = false;
  language = look.language === "en" ? "en" : "zh";
  posts = keptNames().filter(name => name.indexOf("post:") === 0).map(kept)
    .filter(post => post && post.id && post.photos)
    .sort((a, b) => a.at - b.at);
  field.value = draft.text || "";
  chosen = (draft.photos || []).map(id => { return { id, isReady: true }; });
  photos.sweep(posts.reduce((ids, post) => ids.concat(post.photos), draft.photos || []));
  posts.forEach(showPost);
  setLarger(!!look.isLarger);
  dressPage();
  openBindLink();
  listenToPerson();
  listenToPhone();
  connect();
}

start();
