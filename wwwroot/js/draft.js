// The browser's own copy of what is typed in a form (LocalDraft.razor), in localStorage: one for each form that was opened, with its window. A window gets
// its copy back by itself when the page or the connection was lost while the form was open; any other copy is offered. Fields marked data-never-kept are left out.
import { windowId } from './drafts.js';
import { isLate, isUsed, send, unsent } from './unsent.js';

const keptFor = 30 * 24 * 3600 * 1000;
const begun = Date.now();
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

// False when the browser allows no storage, or it is full.
function write(slot, copy) {
  try {
    localStorage.setItem(slot, JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

function remove(slot) {
  try {
    localStorage.removeItem(slot);
  } catch {
    // A browser that allows no storage.
  }
}

function slots(beginning) {
  try {
    return Object.keys(localStorage).filter(slot => slot.startsWith(beginning));
  } catch {
    return [];
  }
}

// A choice is kept by the server, which offers it: what is left is what somebody wrote.
const textsOf = copy => Object.entries(copy?.fields ?? {})
  .filter(([key, value]) => typeof value === 'string' && value.trim() && !copy.choices?.includes(key))
  .map(([, value]) => value);

/** The texts of each copy of a person in this browser. */
export const copiesOf = person => slots(`draft:${person}:`).map(slot => textsOf(read(slot))).filter(texts => texts.length);

/** Sends the form of 退出登录. The person's copies go with the page: when the sending fails they stay. */
export function signOut(form, person) {
  const clear = () => slots(`draft:${person}:`).forEach(remove);
  addEventListener('pagehide', clear, { once: true });
  setTimeout(() => removeEventListener('pagehide', clear), 60_000);
  form.submit();
}

for (const slot of slots('draft:')) {
  if (!(read(slot)?.at > Date.now() - keptFor)) {
    remove(slot);
  }
}

// Without storage each document counts as a window.
const here = windowId().catch(() => String(performance.timeOrigin));

const isOfReload = performance.getEntriesByType('navigation')[0]?.type === 'reload';

/** The copy that the form goes on with by itself, and those that are offered. */
async function find(name, id) {
  // The form of an ended circuit was removed without dispose; the new one goes on with its copy.
  const old = [...copies].find(copy => copy.name === name && !copy.form.isConnected);
  old?.stop();
  const windows = (await navigator.locks?.query())?.held.map(lock => lock.name) ?? [];
  const others = slots(`draft:${name}:`).map(slot => ({ slot, ...read(slot) }))
    .filter(copy => copy.fields && copy.slot !== old?.slot && ![...copies].some(open => open.slot === copy.slot)
      && (copy.window === id || navigator.locks && !windows.includes('window:' + copy.window)))
    .sort((a, b) => b.at - a.at);

  // The page was loaded anew and shows the form again, before the user did anything.
  const own = !old && isOfReload && !isUsed
    && others.find(copy => copy.window === id && !copy.isLeft && copy.at < begun);
  return { slot: old?.slot ?? (own || null)?.slot, offered: others.filter(copy => copy !== own) };
}

/** Watches the form around the element, which shows the state of the copy. The server answers isSaved when it has saved what it received. */
export async function watch(state, name, server, hasServerDraft) {
  const form = state.closest('form');
  const [, note, offer] = state.children;
  const id = await here;
  const found = await find(name, id);
  const slot = found.slot ?? `draft:${name}:${id}:${Date.now()}`;
  const stopped = new AbortController();
  const typed = new Set();
  const late = () => unsent().filter(field => form.contains(field));
  let initial = new Map(fieldsOf(form).map(field => [nameOf(field), valueOf(field)]));
  let version = 0;
  let asking = 0;
  let isBehind = false;
  let isGivenBack = false;
  let isRefused = false;

  function keep() {
    const onTheWay = late();

    // A choice is saved by the server at once.
    if (hasServerDraft && !typed.size && !onTheWay.length) {
      return;
    }
    const fields = {};
    const choices = [];
    for (const field of fieldsOf(form)) {
      const key = nameOf(field);
      if (isChoice(field)) {
        choices.push(key);
      }
      if (isChoice(field) ? field.value !== (initial.get(key) ?? '') : typed.has(key) || onTheWay.includes(field)) {
        fields[key] = valueOf(field);
      }
    }
    if (Object.keys(fields).length) {
      tellWhetherKept(write(slot, { at: Date.now(), window: id, fields, choices }));
    }
  }

  function tellWhetherKept(isKept) {
    if (isKept) {
      form.dataset.keptHere = '';
    } else {
      delete form.dataset.keptHere;
    }
    if (isRefused === isKept) {
      isRefused = !isKept;
      show();
    }
  }

  function giveBack(left) {
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

    // The server saves what it has received; what is still on the way, it doesn't know.
    if (!late().length && await server.invokeMethodAsync('IsSaved') && asked === version && !late().length) {
      remove(slot);
      typed.clear();
      initial = new Map(fieldsOf(form).map(field => [nameOf(field), valueOf(field)]));
      isBehind = isRefused = false;
    }
    show();
    askLater();
  }

  function askLater() {
    if (hasServerDraft && typed.size && !stopped.signal.aborted) {
      asking ||= setTimeout(askWhetherSaved, 1500);
    }
  }

  function show() {
    const mine = late();
    isBehind = mine.some(isLate) || isBehind && (hasServerDraft ? typed.size > 0 : mine.length > 0);
    state.classList.toggle('behind', isBehind);
    const text = isRefused ? state.dataset.notKept : isBehind ? state.dataset.behind : isGivenBack ? state.dataset.givenBack : '';
    if (note.textContent !== text) {
      note.textContent = text;
    }
  }

  // What the server has is no news.
  async function forgetKnown() {
    for (const copy of [...found.offered]) {
      const texts = textsOf(copy);
      if (!texts.length || await server.invokeMethodAsync('IsKnown', texts)) {
        found.offered.splice(found.offered.indexOf(copy), 1);
        remove(copy.slot);
      }
    }
  }

  // One at a time, the newest first.
  function showOffered() {
    const [next] = found.offered;
    offer.hidden = !next;
    if (next) {
      const how = { dateStyle: 'short', timeStyle: 'short', timeZone: state.dataset.zone };
      const time = new Date(next.at).toLocaleString(document.documentElement.lang || undefined, how);
      offer.firstElementChild.textContent = state.dataset.offered.replace('{0}', time);
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

  on(offer, 'click', event => {
    const act = event.target.closest('[data-act]')?.dataset.act;
    if (act) {
      const copy = found.offered.shift();
      if (act === 'restore') {
        giveBack(copy.fields);
        show();
      }
      if (!isRefused) {
        remove(copy.slot);
      }
      showOffered();
    }
  });

  function stop() {
    stopped.abort();
    clearTimeout(asking);
    copies.delete(copy);
  }

  // Left by the user: from now on the copy is only offered.
  function leave() {
    const left = copies.has(copy) && read(slot);
    stop();
    if (left) {
      write(slot, { ...left, isLeft: true });
    }
  }

  const copy = {
    name,
    form,
    slot,
    stop,
    leave,
    dispose: leave,
    drop() {
      // The form of a new circuit may have gone on with it.
      if (![...copies].some(other => other.slot === slot)) {
        remove(slot);
      }
    },
  };
  copies.add(copy);
  const before = read(slot);
  tellWhetherKept(write(slot, before ?? { at: Date.now(), window: id }));
  if (before) {
    giveBack(before.fields ?? {});
  } else {
    remove(slot);
  }
  if (hasServerDraft) {
    forgetKnown().then(showOffered, showOffered);
  } else {
    showOffered();
  }
  show();
  state.dataset.watched = '';
  return copy;
}
