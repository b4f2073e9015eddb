// Keyboard shortcuts of the 审批台. Every action exists as a link, checkbox or button on the page; this file only clicks them.
let net;
let abort;
const $ = selector => document.querySelector(selector);

export function attach(reference) {
  detach();
  net = reference;
  abort = new AbortController();
  document.addEventListener('keydown', onKey, { signal: abort.signal });
  document.addEventListener('click', onClick, { signal: abort.signal });
}

export function detach() {
  abort?.abort();
  net = undefined;
}

// Scrolls to the current case and focuses it, unless the user is typing.
export function focusChosen() {
  const line = $('[data-queue] a[aria-current]') ?? $('.approval-desk h1');
  if (!isTyping(document.activeElement)) {
    line?.focus({ preventScroll: true });
    line?.scrollIntoView({ block: 'nearest' });
  }
  $('.approval-desk .case')?.scrollTo(0, 0);
}

const isTyping = target => target?.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open], [role=dialog], .mud-dialog, .mud-popover-open');

function onClick(event) {
  if (event.target.closest?.('[data-keys]')) {
    $('#approval-desk-keys')?.showModal();
  }
}

function onKey(event) {
  // Ignore Enter and Esc during IME composition.
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || $('dialog[open], .mud-dialog')) {
    return;
  }
  if (event.key === 'Enter' && !event.shiftKey) {
    const form = event.target.closest?.('[data-decision] form');
    if (form && event.target.matches('textarea')) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  if (event.key === 'Escape') {
    const back = $('[data-decision] [data-back]') ?? $('[data-clear]');
    if (back && (!isTyping(event.target) || event.target.closest('[data-decision]'))) {
      event.preventDefault();
      back.click();
      document.activeElement?.blur();
      focusChosen();
    }
    return;
  }
  if (isTyping(event.target)) {
    return;
  }
  const acts = {
    j: () => net?.invokeMethodAsync('Move', 1),
    k: () => net?.invokeMethodAsync('Move', -1),
    a: () => $('[data-approve]')?.click(),
    r: () => $('[data-reject]')?.click(),
    x: tick,
    ' ': event.target.matches?.('button, input, summary') ? undefined : tick,
    '?': () => $('#approval-desk-keys')?.showModal(),
  };
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (act) {
    event.preventDefault();
    act();
  }
}

const tick = () => $('[data-queue] a[aria-current]')?.closest('li').querySelector('input:not(:disabled)')?.click();
