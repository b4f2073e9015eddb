// Connection of the page to the server: reconnects after a loss, pauses the circuit while the tab is hidden. Blazor's script reports
// its state by events on the reconnect dialog; data-state and data-text select the words shown.
import { down, unsent, up } from './unsent.js';

const modal = document.getElementById('components-reconnect-modal');
const hiddenFor = Number(modal.dataset.hiddenFor);
const typed = new Set();
let timer = 0;
let asking = 0;
let pausing;
let isPaused = false;
let isGoingOn = false;
let isReading = false;
let isReloading = false;
let isLost = false;
let isKeeper = !navigator.locks;

// The server sends a sign of life every two seconds (ShellConfiguration): the line is lost when four are missing.
Blazor.start({
  circuit: {
    configureSignalR: builder => builder.withServerTimeout(8000).withKeepAliveInterval(4000),
    reconnectionOptions: { maxRetries: 30, retryIntervalMilliseconds: attempts => attempts < 3 ? 0 : 3000, dialogId: modal.id },
  },
}).then(() => 'live' in modal.dataset && up());

// The page is shown, but the server has refused its circuit: too many were started in this minute (429), or it went away. Blazor tells nobody.
addEventListener('unhandledrejection', event => {
  if (event.reason?.errorType === 'FailedToNegotiateWithServerError') {
    show('busy');
    setTimeout(() => reload(true), 60_000);
  }
});

const show = state => {
  isReading &&= state !== '';
  modal.dataset.state = isReading && state !== 'ended' ? '' : state;
};

// Where the text is that the server doesn't have: kept by this browser, or on this page only.
const isKept = field => field.closest('form[data-kept-here]') && !field.closest('[data-never-kept]');
document.addEventListener('unsent', () => {
  const fields = unsent();
  modal.dataset.text = fields.length === 0 ? 'sent' : fields.every(isKept) ? 'kept' : 'here';
});

// The browser knows at once when the network is gone. Whether the connection outlived it shows when the server answers; if not, Blazor reconnects.
if ('live' in modal.dataset) {
  addEventListener('offline', () => {
    down();
    show('connecting');
  });
  addEventListener('online', () => isLost || up().then(() => isLost || show('')));
}

// Typing and clicking keep the session (Staff/Sessions), also in a page that asks the server nothing; an open page alone doesn't.
let activeAt = Date.now();
function act() {
  if (Date.now() - activeAt > 60_000) {
    activeAt = Date.now();
    fetch('/account/session', { cache: 'no-store', redirect: 'manual' }).catch(() => { });
  }
}
if ('live' in modal.dataset) {
  ['keydown', 'pointerdown', 'wheel'].forEach(type => addEventListener(type, act, { capture: true, passive: true }));
}

modal.addEventListener('components-reconnect-state-changed', event => {
  const state = event.detail.state;
  if (state === 'hide') {
    isPaused = false;
    isLost = false;
    clearInterval(asking);
    asking = 0;
    isReading = false;
    show('');
    up();
    return;
  }
  isLost = true;
  down();
  if (state === 'show' || state === 'retrying') {
    show('connecting');
  } else if (state === 'paused') {
    show('paused');
  } else if (state === 'rejected') {
    reload();
  } else {
    waitForServer();
  }
});

modal.addEventListener('click', event => {
  const act = event.target.closest('[data-act]')?.dataset.act;
  if (act === 'go-on') {
    goOn();
  } else if (act === 'reload') {
    isReading = false;
    reload(true);
  } else if (act === 'read') {
    isReading = true;
    modal.dataset.state = '';
  }
});

// Don't ask before a reload: the circuit has ended, and unsaved input can't be saved any more.
addEventListener('beforeunload', event => {
  if (isReloading) {
    event.stopImmediatePropagation();
  }
}, true);

// Don't reload while the user has hidden the dialog to copy text, or would lose some.
function reload(isAsked = false) {
  if (isReading || !isAsked && [...typed].some(field => field.isConnected && isUnsent(field) && !isKept(field))) {
    show('ended');
    return;
  }
  isReloading = true;
  show('expired');
  location.reload();
}

function waitForServer() {
  show('away');
  asking ||= setInterval(async () => {
    try {
      if ((await fetch('/health/live', { cache: 'no-store', credentials: 'omit' })).ok) {
        await goOn();
      }
    } catch {
      // The server is still unreachable.
    }
  }, 3000);
}

async function goOn() {
  if (isGoingOn) {
    return;
  }
  isGoingOn = true;
  show('resuming');
  try {
    await pausing;

    // A disconnected circuit may still exist on the server; a paused one does not.
    const isBack = !isPaused && await Blazor.reconnect() || await Blazor.resumeCircuit();
    if (!isBack || !modal.classList.contains('components-reconnect-hide')) {
      clearInterval(asking);
      reload();
    }
  } catch {
    waitForServer();
  } finally {
    isGoingOn = false;
  }
}

const isAside = () => modal.classList.contains('components-reconnect-paused');

// Pause only tabs whose input can be restored: forms with data-kept (KeepWhilePaused.razor) and searches, which are in the URL.
for (const type of ['input', 'change']) {
  document.addEventListener(type, event => typed.add(event.target), true);
}

function isUnsent(field) {
  if (field.closest('[role=search], .jump') || field.closest('form')?.querySelector('[data-kept]')) {
    return false;
  }
  // Also an emptied text or an unticked box is input.
  return field.type === 'file' || field.closest('form, .mud-dialog, table, [data-queue]');
}

function mustStay() {
  for (const field of typed) {
    if (!field.isConnected) {
      typed.delete(field);
    }
  }
  return showsNotices()
    || document.querySelector('[data-uploading], [aria-busy=true], #content progress')
    || [...document.querySelectorAll('.mud-dialog')].some(dialog => !dialog.querySelector('[data-kept]'))
    || [...typed].some(isUnsent);
}

// One tab must stay connected to show browser notifications: the first open tab holds the lock.
const showsNotices = () => isKeeper && window.Notification?.permission === 'granted';
navigator.locks?.request('notices', () => {
  isKeeper = true;
  if (isAside() && showsNotices()) {
    goOn();
  }
  return new Promise(() => { });
});

function pauseIn(time) {
  clearTimeout(timer);
  timer = setTimeout(pause, time);
}

async function pause() {
  if (!document.hidden || isAside() || !window.Blazor?.pauseCircuit) {
    return;
  }
  if (mustStay()) {
    pauseIn(hiddenFor);
    return;
  }

  // Blur to commit the text being typed before the pause.
  document.activeElement?.blur();
  pausing = Blazor.pauseCircuit().then(done => { isPaused = done; }, () => { isPaused = false; });
  await pausing;
}

function look() {
  clearTimeout(timer);
  if (document.hidden) {
    pauseIn(hiddenFor);
  } else if (isAside()) {
    goOn();
  }
}

document.addEventListener('visibilitychange', look);
look();
