// Shortcuts, row clicks and column resizing of the desk, and shortcuts of the order page. Every action exists as a link on the page;
// this file only clicks links.
let net;
let abort;
let lastOpen;
const $ = selector => document.querySelector(selector);
const rows = () => [...document.querySelectorAll('[data-rows] tr[data-number]')];
const linkOf = row => row?.querySelector('a');

export function attach(reference) {
  detach();
  net = reference;
  abort = new AbortController();
  const on = (type, handler) => document.addEventListener(type, handler, { signal: abort.signal });
  on('keydown', onKey);
  on('click', onClick);
  on('pointerdown', onPointerDown);
  document.documentElement.dataset.shortcuts = 'on';
}

export function detach() {
  abort?.abort();
  net = undefined;
  delete document.documentElement.dataset.shortcuts;
}

const isTyping = target => target.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open], [role=dialog], .mud-dialog, .mud-popover-open');

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.shiftKey && event.key.startsWith('Arrow')) {
    resizeByKey(event);
    return;
  }
  if (event.key === 'Escape') {
    escape(event);
    return;
  }
  if (isTyping(event.target) || $('dialog[open], .mud-dialog')) {
    return;
  }
  const acts = {
    '/': () => $('#filter-phone')?.focus(),
    '?': () => $('#desk-keys')?.showModal(),
    j: () => move(1),
    k: () => move(-1),
    n: () => $('[data-new]')?.click(),
    f: () => followUp(),
  };
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (act) {
    event.preventDefault();
    act();
  }
}

// Esc closes an open menu first, then the panel; ignored while the user is typing in the panel. An open list of options closes itself.
function escape(event) {
  if ($('.mud-popover-open')) {
    return;
  }
  const expanded = event.target.closest?.('[data-menu]')?.querySelector('[aria-expanded=true]') ?? $('[data-menu] [aria-expanded=true], .bar [aria-expanded=true]');
  if (expanded) {
    expanded.click();
    expanded.focus();
  } else if (!isTyping(event.target) && !$('.mud-dialog, dialog[open], :popover-open')) {
    closePanel();
  } else if (event.target.closest?.('.bar')) {
    event.target.blur();
  }
}

function closePanel() {
  const close = $('[data-panel-close]');
  if (!close) {
    $('[data-back]')?.click();
  } else {
    lastOpen = $('[data-rows] tr.open')?.dataset.number ?? lastOpen;
    close.click();
    requestAnimationFrame(() => linkOf($(`[data-rows] tr[data-number="${lastOpen}"]`))?.focus());
  }
}

// Opens the form of a new follow-up; the tab loads asynchronously, so retry until its button appears.
function followUp(tries = 40) {
  const write = $('[data-follow-up]');
  const tab = $('#tab-follow-ups');
  if (write) {
    write.click();
  } else if (tab && tries > 0) {
    if (tab.getAttribute('aria-selected') !== 'true' && tries === 40) {
      tab.click();
    }
    setTimeout(() => followUp(tries - 1), 75);
  }
}

let following;
function move(by) {
  const all = rows();
  const here = document.activeElement?.closest?.('tr[data-number]') ?? $('[data-rows] tr.open');
  const at = all.indexOf(here);
  if (!all[at + by] && (at >= 0 || !all.length)) {
    // On the order page, or past the first or last row beside the panel: use the previous/next link.
    $(`[data-step="${by}"]`)?.click();
    return;
  }
  const link = linkOf(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]);
  link?.focus();
  if (link && $('[data-panel]')) {
    clearTimeout(following);
    following = setTimeout(() => link.click(), 120);
  }
}

function onClick(event) {
  const target = event.target;
  if (target.closest?.('[data-keys]')) {
    $('#desk-keys')?.showModal();
    return;
  }
  for (const open of document.querySelectorAll('[data-menu] [aria-expanded=true]')) {
    if (!open.closest('[data-menu]').contains(target) && target.isConnected) {
      open.click();
    }
  }
  const row = target.closest?.('[data-rows] tr[data-number]');
  if (row && !target.closest('a, input, button, label, td.select') && !String(getSelection())) {
    linkOf(row)?.click();
  }
}

function onPointerDown(event) {
  const column = event.target.closest?.('.desk-table .resize')?.closest('th');
  const edge = event.target.closest?.('[data-panel-edge]');
  if (column) {
    event.preventDefault();
    const width = widthOf(column);
    drag(event, column, dx => setWidth(column, width + dx), () => keepWidth(column));
  } else if (edge) {
    event.preventDefault();
    const panel = edge.closest('[data-panel]');
    const width = panel.offsetWidth;
    edge.classList.add('dragging');
    drag(event, edge, dx => { panel.style.width = `${Math.max(480, Math.min(640, width - dx))}px`; }, () => {
      edge.classList.remove('dragging');
      net?.invokeMethodAsync('ResizePanel', panel.offsetWidth);
    });
  }
}

function drag(start, element, move, end) {
  const stop = new AbortController();
  element.setPointerCapture?.(start.pointerId);
  document.addEventListener('pointermove', e => move(e.clientX - start.clientX), { signal: stop.signal });
  for (const type of ['pointerup', 'pointercancel']) {
    document.addEventListener(type, () => { stop.abort(); end(); }, { signal: stop.signal, once: true });
  }
}

const colOf = th => $(`.desk-table col[data-key="${th.dataset.key}"]`);
const widthOf = th => parseInt(colOf(th).style.width, 10);

function setWidth(th, width) {
  const col = colOf(th);
  const wanted = Math.round(Math.max(56, Math.min(480, width)));
  const table = th.closest('table');
  const total = [...table.querySelectorAll('col')].reduce((sum, c) => sum + parseInt(c.style.width, 10), 0) - widthOf(th) + wanted;
  col.style.width = `${wanted}px`;
  table.style.width = `max(100%, ${total}px)`;
}

const keepWidth = th => net?.invokeMethodAsync('ResizeColumn', th.dataset.key, widthOf(th));

let keeping;
function resizeByKey(event) {
  const th = event.target.closest?.('.desk-table th[data-key]');
  const step = { ArrowLeft: -8, ArrowRight: 8 }[event.key];
  if (th && step) {
    event.preventDefault();
    setWidth(th, widthOf(th) + step);
    clearTimeout(keeping);
    keeping = setTimeout(() => keepWidth(th), 400);
  }
}

// Scrolls a new page of the list to the top.
export function toTop() {
  const list = $('[data-rows]');
  if (list) {
    list.scrollTop = 0;
  }
}
