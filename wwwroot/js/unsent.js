// Knows which fields the server may not have yet. A change counts as received when the server has answered a question that was asked after it.
// Without an answer the value is sent again: each message sets a value, so one too many does no harm.
const patience = 3000;
const changes = new Map();
let last = 0;
let asking = 0;
let looking = 0;
let sentAgain = 0;
let isDown = true;

const isTypedInto = field => field.matches('textarea, input:not([type=checkbox], [type=radio])');

// The text of a field that reports only finished input is sent when the field is left.
const isWhole = event => event.type === 'change' || !isTypedInto(event.target) || event.target.matches('[role=combobox], [data-immediate]');

/** True when the user has pressed a key or clicked since the page was loaded. */
export let isUsed = false;
for (const type of ['keydown', 'pointerdown']) {
  addEventListener(type, () => { isUsed = true; }, { capture: true, once: true });
}

/** The fields on the page whose value the server may not have. */
export const unsent = () => [...changes.keys()].filter(field => field.isConnected);

/** True when the server had time to answer and did not, or can't. */
export const isLate = field => changes.has(field) && (isDown || changes.get(field).isWhole && performance.now() - changes.get(field).since > patience);

/** Sends the value of a field as if it was entered now. */
export function send(field) {
  const tell = (type, Kind = Event) => field.dispatchEvent(new Kind(type, { bubbles: type !== 'blur', key: type === 'keydown' ? 'Tab' : undefined }));
  if (isTypedInto(field)) {
    tell('input');
  }

  // A read-only field is the text of a choice (SelectField.razor).
  if (!field.readOnly) {
    tell('change');
  }
  if (field.type === 'radio') {
    tell('click', MouseEvent);
  } else if (field.matches('[role=combobox]:not([readonly])') && field !== document.activeElement) {
    // The text of a field found by typing is looked up when the field is left.
    tell('keydown', KeyboardEvent);
    tell('blur', FocusEvent);
  }
}

/** Call it when the connection is lost. */
export function down() {
  isDown = true;
  tell();
}

/** Call it when the connection works: sends what the server may not have. */
export function up() {
  isDown = false;
  for (const field of unsent()) {
    // The search box of the header would open its list.
    if ((field.type !== 'radio' || field.checked) && (!field.closest('.jump') || field === document.activeElement)) {
      send(field);
    }
  }
  return ask();
}

for (const type of ['input', 'change']) {
  document.addEventListener(type, event => {
    const field = event.target;
    if (!field.matches?.('input:not([readonly], [type=file]), textarea, select')) {
      return;
    }
    note(field, isWhole(event));
  }, true);
}

// A text that was typed back to what it was is left without a change.
document.addEventListener('focusout', event => {
  if (changes.get(event.target)?.isWhole === false) {
    note(event.target, true);
  }
}, true);

function note(field, whole) {
  const before = changes.get(field);
  changes.set(field, { number: ++last, isWhole: whole, since: before?.isWhole === whole ? before.since : performance.now() });
  asking ||= setTimeout(ask, 300);
  looking ||= setInterval(look, 500);
}

/** Asks whether everything so far has arrived. */
export async function ask() {
  clearTimeout(asking);
  asking = 0;
  if (isDown) {
    return;
  }
  const upTo = last;
  const asked = performance.now();
  try {
    await DotNet.invokeMethodAsync('App', 'Acknowledge');
  } catch {
    // The circuit has not started, or has just ended.
    return;
  }
  for (const [field, change] of changes) {
    if (change.isWhole && change.number <= upTo || !field.isConnected) {
      changes.delete(field);
    } else {
      change.since = Math.max(change.since, asked);
    }
  }
  tell();
}

function look() {
  tell();
  if (!unsent().length) {
    changes.clear();
    clearInterval(looking);
    looking = 0;
  } else if (!isDown && unsent().some(isLate) && performance.now() - sentAgain > patience) {
    sentAgain = performance.now();
    up();
  }
}

function tell() {
  document.dispatchEvent(new Event('unsent'));
}
