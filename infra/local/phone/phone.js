// The phone page: what is typed goes to the local service, which signs and posts it as Twilio would.

/**
 * @typedef {{ text: string, segments: number, characters: number }} PhoneReply
 */

/** Words that every letter has; STOP shows that Twilio answers it alone, and FORGET erases. */
const SHARED_WORDS = ['MENU', 'MORE', 'HELP', 'STOP', 'FORGET'];
/** Ofcom keeps 07700 900000 to 900999 for fiction: they are nobody's. */
const FICTIONAL_NUMBERS = 1000;

const conversation = element('conversation', HTMLDivElement);
const texts = element('texts', HTMLOListElement);
const compose = element('compose', HTMLFormElement);
const body = element('body', HTMLInputElement);
const from = element('from', HTMLInputElement);
const words = element('words', HTMLDivElement);
const fault = element('fault', HTMLParagraphElement);

beAnotherPerson();
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
  addBubble('sent', 'You', text);
  const response = await fetch('/phone/texts', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ from: texter, body: text }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  // The reply to a person who is not looking any more belongs to another conversation.
  if (texter === from.value) showReplies(answer.replies);
}

/** @param {PhoneReply[]} replies */
function showReplies(replies) {
  for (const { text, segments, characters } of replies) {
    const size = `${segments} ${segments === 1 ? 'segment' : 'segments'}, ${characters} of 160 characters`;
    addBubble('received', 'Reply', text, size);
  }
  if (replies.length === 0) addNote('No reply from here.');
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
  texts.replaceChildren();
  addNote(`A new conversation from ${from.value}`);
}

/**
 * @param {'sent' | 'received'} side
 * @param {string} who
 * @param {string} text
 * @param {string} [size]
 */
function addBubble(side, who, text, size) {
  const item = document.createElement('li');
  item.className = side;
  const speaker = document.createElement('span');
  speaker.className = 'for-screen-readers';
  speaker.textContent = `${who}: `;
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
  fault.textContent = `Not sent. ${message}. Is npm start still running?`;
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
