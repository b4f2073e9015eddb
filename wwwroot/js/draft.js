// The browser's own copy of what is typed in a form (LocalDraft.razor), in localStorage per person, form and window. It is given back when the
// form opens again after the page or the connection was lost. Fields marked data-never-kept are left out.
import { isLate, send, unsent } from './unsent.js';

const keptFor = 30 * 24 * 3600 * 1000;
const copies = new Set();

const isChoice = field => field.matches('[role=combobox][readonly]');
const isBox = field => field.matches('[type=checkbox], [type=radio]');
const valueOf = field => isBox(field) ? field.checked : field.value;
const nameOf = field => field.id || isBox(field) && (field.closest('fieldset')?.querySelector('legend')?.textContent ?? '') + field.closest('label')?.textContent.trim();
const fieldsOf = form => [...form.querySelectorAll('input:not([type=file], [type=password], [type=hidden]), textarea, select')]
  .filter(field => !field.closest('[data-never-kept]') && nameOf(field));

function read(slot) {
  try {
    return JSON.parse(localStorage.getItem(slot));
  } catch {
    return null;
  }
}

for (const slot of Object.keys(localStorage).filter(name => name.startsWith('draft:'))) {
  if (!(read(slot)?.at > Date.now() - keptFor)) {
    localStorage.removeItem(slot);
  }
}

// A window holds the lock of its copy, so that another window with the same form doesn't take it.
const hold = slot => !navigator.locks ? () => { } : new Promise(done => {
  navigator.locks.request(slot, { ifAvailable: true }, lock => lock ? new Promise(done) : done(null));
});

async function take(name) {
  // The form of an ended circuit was removed without dispose; the new one goes on with its copy.
  const old = [...copies].find(copy => copy.name === name && !copy.form.isConnected);
  if (old) {
    old.stop();
    return old;
  }
  for (let number = 1; ; number++) {
    const slot = `draft:${name}:${number}`;
    const release = await hold(slot);
    if (release) {
      return { slot, release };
    }
  }
}

/** Watches the form around the element, which shows the state of the copy. The server answers isSaved when it has saved what it received. */
export async function watch(state, name, server, hasServerDraft) {
  const form = state.closest('form');
  const note = state.lastElementChild;
  const { slot, release } = await take(name);
  const stopped = new AbortController();
  const typed = new Set();
  let initial = new Map(fieldsOf(form).map(field => [nameOf(field), valueOf(field)]));
  let version = 0;
  let asking = 0;
  let isBehind = false;
  let isGivenBack = false;

  function keep() {
    // A choice is saved by the server at once.
    if (hasServerDraft && !typed.size) {
      return;
    }
    const fields = {};
    for (const field of fieldsOf(form)) {
      const key = nameOf(field);
      if (isChoice(field) ? field.value !== (initial.get(key) ?? '') : typed.has(key)) {
        fields[key] = valueOf(field);
      }
    }
    if (Object.keys(fields).length) {
      localStorage.setItem(slot, JSON.stringify({ at: Date.now(), fields }));
    }
  }

  // The order of the form: a choice may depend on the one before.
  function giveBack() {
    const left = read(slot)?.fields ?? {};
    for (const field of fieldsOf(form)) {
      const key = nameOf(field);
      if (key in left && left[key] !== valueOf(field) && (field.type !== 'radio' || left[key])) {
        const before = field.value;
        if (isBox(field)) {
          field.checked = left[key];
        } else {
          field.value = left[key];
        }
        send(field);

        // The server shows a choice when it still offers it.
        if (isChoice(field)) {
          field.value = before;
        }
        isGivenBack = true;
      }
    }
  }

  async function askWhetherSaved() {
    asking = 0;
    const asked = version;
    const isSaved = await server.invokeMethodAsync('IsSaved');
    if (isSaved && asked === version) {
      localStorage.removeItem(slot);
      typed.clear();
      initial = new Map(fieldsOf(form).map(field => [nameOf(field), valueOf(field)]));
      isBehind = false;
    }
    show();
    askLater();
  }

  function askLater() {
    if (hasServerDraft && typed.size) {
      asking ||= setTimeout(askWhetherSaved, 1500);
    }
  }

  function show() {
    const mine = unsent().filter(field => form.contains(field));
    isBehind = mine.some(isLate) || isBehind && (hasServerDraft ? typed.size > 0 : mine.length > 0);
    state.classList.toggle('behind', isBehind);
    const text = isBehind ? state.dataset.behind : isGivenBack ? state.dataset.givenBack : '';
    if (note.textContent !== text) {
      note.textContent = text;
    }
  }

  const on = (target, type, act) => target.addEventListener(type, act, { capture: true, signal: stopped.signal });
  for (const type of ['input', 'change']) {
    on(form, type, event => {
      if (fieldsOf(form).includes(event.target)) {
        typed.add(nameOf(event.target));
        version++;
        isGivenBack &&= !event.isTrusted;
        keep();
        askLater();
      }
    });
  }
  on(form, 'focusout', keep);
  on(window, 'pagehide', keep);
  on(document, 'unsent', () => {
    show();
    askLater();
  });

  const copy = {
    name,
    form,
    slot,
    release,
    stop() {
      stopped.abort();
      clearTimeout(asking);
      copies.delete(copy);
    },
    dispose() {
      copy.stop();
      localStorage.removeItem(slot);
      release();
    },
  };
  copies.add(copy);
  form.dataset.keptHere = '';
  giveBack();
  show();
  return copy;
}
