// The phone page: what is typed goes to the local service, which signs and posts it as Twilio would.

/**
 * @typedef {{ by: 'twilio' | 'service', text: string, segments: number, characters: number }} PhoneReply
 */

/**
 * What stands in a conversation: a text, or a note between texts.
 * @typedef {{ side: 'sent' | 'received', text: string, size?: string } | { note: string }} Entry
 */

/** Words that every letter has; STOP shows that Twilio answers it alone, and FORGET erases. */
const SHARED_WORDS = ['MENU', 'MORE', 'HELP', 'STOP', 'FORGET'];
/** Ofcom keeps 07700 900000 to 900999 for fiction: they are nobody's. */
const FICTIONAL_NUMBERS = 1000;
/** Under these names the tab keeps the number and the conversation, so that they survive a reload. */
const KEPT_NUMBER = 'number';
const KEPT_ENTRIES = 'entries';
/** On a screen of this height there is room for the words. */
const TALL = '(min-height: 44rem)';

const conversation = element('conversation', HTMLDivElement);
const texts = element('texts', HTMLOListElement);
const compose = element('compose', HTMLFormElement);
const body = element('body', HTMLInputElement);
const from = element('from', HTMLInputElement);
const words = element('words', HTMLDivElement);
const fault = element('fault', HTMLParagraphElement);
const wordList = element('word-list', HTMLDetailsElement);

/** @type {Entry[]} */
let entries = [];

wordList.open = matchMedia(TALL).matches;
restore();
showWords(SHARED_WORDS);
fetch('/phone/letter')
  .then((response) => response.json())
  .then(({ keywords }) => showWords([...keywords, ...SHARED_WORDS]))
  .catch(showFault);

element('another', HTMLButtonElement).addEventListener('click', () => {
  beAnotherPerson();
  body.focus();
});
from.addEventListener('change', startConversation);
compose.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = body.value;
  body.value = '';
  body.focus();
  send(text).catch(showFault);
});

/** @param {string} text */
async function send(text) {
  fault.textContent = '';
  if (!from.reportValidity()) return;
  const texter = from.value;
  addEntry({ side: 'sent', text });
  const response = await fetch('/phone/texts', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ from: texter, body: text }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  // The reply to a person who is not looking any more belongs to another conversation.
  if (texter === from.value) showReplies(answer);
}

/** @param {{ replies: PhoneReply[], heldBack: number }} answer */
function showReplies({ replies, heldBack }) {
  for (const { by, text, segments, characters } of replies) {
    const counted = `${segments} ${segments === 1 ? 'segment' : 'segments'}, ${characters} characters`;
    addEntry({ side: 'received', text, size: by === 'twilio' ? `Twilio's own words, ${counted}` : counted });
  }
  if (heldBack > 0)
    addEntry({ note: 'Twilio held our reply back, because this number has texted STOP. START ends that.' });
  else if (replies.length === 0) addEntry({ note: 'No reply.' });
}

/** @param {string[]} list */
function showWords(list) {
  words.replaceChildren(
    ...list.map((word) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = word;
      button.addEventListener('click', () => send(word).catch(showFault));
      return button;
    }),
  );
}

function beAnotherPerson() {
  const number = Math.floor(Math.random() * FICTIONAL_NUMBERS);
  from.value = `+447700900${String(number).padStart(3, '0')}`;
  startConversation();
}

function startConversation() {
  entries = [];
  texts.replaceChildren();
  addEntry({ note: `A new conversation from ${from.value}` });
}

function restore() {
  const number = sessionStorage.getItem(KEPT_NUMBER);
  const kept = sessionStorage.getItem(KEPT_ENTRIES);
  if (!number || !kept) return beAnotherPerson();
  from.value = number;
  for (const entry of JSON.parse(kept)) addEntry(entry);
}

/** @param {Entry} entry */
function addEntry(entry) {
  entries.push(entry);
  sessionStorage.setItem(KEPT_NUMBER, from.value);
  sessionStorage.setItem(KEPT_ENTRIES, JSON.stringify(entries));
  if ('note' in entry) addNote(entry.note);
  else addBubble(entry);
}

/** @param {{ side: 'sent' | 'received', text: string, size?: string }} entry */
function addBubble({ side, text, size }) {
  const item = document.createElement('li');
  item.className = side;
  const speaker = document.createElement('span');
  speaker.className = 'for-screen-readers';
  speaker.textContent = side === 'sent' ? 'You: ' : 'Reply: ';
  const bubble = document.createElement('p');
  bubble.append(speaker, text);
  item.append(bubble);
  if (size) {
    const small = document.createElement('small');
    small.textContent = size;
    item.append(small);
  }
  add(item);
}

/** @param {string} text */
function addNote(text) {
  const item = document.createElement('li');
  item.className = 'note';
  item.textContent = text;
  add(item);
}

/** @param {HTMLLIElement} item */
function add(item) {
  texts.append(item);
  conversation.scrollTop = conversation.scrollHeight;
}

/** @param {unknown} error */
function showFault(error) {
  const message = error instanceof Error ? error.message : String(error);
  // Fetch throws a TypeError when nobody answers.
  const mend = error instanceof TypeError ? ' Is npm start still running?' : '';
  fault.textContent = `Not sent. ${message}.${mend}`;
}

/**
 * @template {HTMLElement} Element
 * @param {string} id
 * @param {new () => Element} type
 * @returns {Element}
 */
function element(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new TypeError(`The page has no ${type.name} ${id}`);
  return found;
}
