// Layout functions that need no server call: theme, collapsed navigation, Ctrl+K.
const root = document.documentElement;
const keep = (name, value) => {
  const secure = location.protocol === 'https:' ? ';secure' : '';
  document.cookie = `${root.dataset.cookies ?? ''}${name}=${value};path=/;max-age=31536000;samesite=lax${secure}`;
};

document.addEventListener('click', event => {
  const target = event.target.closest?.('[data-theme-switch], [data-fold-navigation]');
  if (!target) {
    return;
  }
  if ('themeSwitch' in target.dataset) {
    event.preventDefault();
    root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    keep('theme', root.dataset.theme);
  } else {
    root.dataset.nav = root.dataset.nav === 'folded' ? '' : 'folded';
    keep('nav', root.dataset.nav);
  }
});

document.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
    const box = document.getElementById('order-search');
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
});

// Ctrl+Enter saves the form that one is in. First it commits the text being typed, as leaving the field does.
document.addEventListener('keydown', event => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== 'Enter' || event.isComposing || event.defaultPrevented) {
    return;
  }
  const save = event.target.closest?.('form')?.querySelector('[type=submit]:not(:disabled)');
  if (save) {
    event.preventDefault();
    event.target.blur();
    event.target.focus({ preventScroll: true });
    save.click();
  }
});

// Arrow keys, Home and End select a tab; Tab moves into the tab panel.
document.addEventListener('keydown', event => {
  const tabs = [...event.target.closest?.('.tab-list')?.querySelectorAll('[role=tab]:not(:disabled)') ?? []];
  const at = tabs.indexOf(event.target);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
    return;
  }
  event.preventDefault();
  const tab = tabs[(to + tabs.length) % tabs.length];
  tab.tabIndex = 0;
  tab.focus();
  tab.click();
});

// Esc in a dialog presses ✕, unless it closes a list that is open above the dialog. First it commits the text being typed, so that the
// server knows it when it asks whether to close.
document.addEventListener('keydown', event => {
  const dialog = [...document.querySelectorAll('.mud-dialog')].at(-1);
  if (event.key !== 'Escape' || event.isComposing || !dialog || document.querySelector('.mud-popover-open')) {
    return;
  }
  event.stopPropagation();
  const field = document.activeElement;
  if (field?.matches('input, textarea')) {
    field.blur();
    field.focus();
  }
  dialog.querySelector('[data-close-dialog]')?.click();
}, true);

// Enter in a field found by typing opens its list or takes the marked value; it must not also submit the form.
document.addEventListener('keydown', event => {
  if (event.key === 'Enter' && event.target.matches?.('.mud-autocomplete [role=combobox]')) {
    event.preventDefault();
  }
}, true);

// Entering such a field selects its text, so that typing replaces it; at once, because the server would select when something is typed already.
let entered = null;
document.addEventListener('focusin', event => {
  entered = event.target.matches?.('.mud-autocomplete [role=combobox]') ? event.target : null;
  entered?.select();
});
document.addEventListener('click', event => {
  if (entered && event.target === entered) entered.select();
  entered = null;
});
document.addEventListener('input', () => entered = null);

// MudBlazor's fields and dialogs listen to each key. A character typed into a text field is of no use to the server before the field is left.
const isTyped = event => !event.ctrlKey && !event.metaKey && !event.altKey && (event.key.length === 1 || ['Process', 'Backspace', 'Delete', 'Shift'].includes(event.key));
for (const name of ['keydown', 'keyup']) {
  window.addEventListener(name, event => {
    if (isTyped(event) && event.target.matches?.('.mud-input-root:not([role=combobox]), .mud-dialog :is(input, textarea):not([role=combobox])')) {
      event.stopPropagation();
    }
  }, true);
}

// Enter in a date of a filter bar searches, as in its other fields; MudBlazor would open the calendar.
window.addEventListener('keydown', event => {
  if (event.key === 'Enter' && event.target.matches?.('[role=search] .mud-picker input') && !document.querySelector('.mud-popover-open')) {
    event.stopPropagation();
  }
}, true);

// MudBlazor's choices and dates ask for the focus from the server, so it comes one round trip late: after a choice, a typed letter or Escape.
// A user who has gone to another field meanwhile keeps the focus there.
const { domWrapper } = Blazor._internal;
const focus = domWrapper.focus;
domWrapper.focus = (element, preventScroll) => {
  const at = document.activeElement;
  const isLate = element?.matches?.('[role=combobox], .mud-picker input')
    && at && !at.contains(element) && !at.closest('.mud-popover') && !element.closest('.field')?.contains(at);
  if (!isLate) {
    focus(element, preventScroll);
  }
};

// 退出登录 before the page has its circuit (SignOut.razor): nobody can say then what the server has.
document.addEventListener('submit', event => {
  const form = event.target;
  if (!form.matches?.('[data-sign-out]:not([data-live])')) {
    return;
  }
  let copies = [];
  try {
    copies = Object.keys(localStorage).filter(slot => slot.startsWith(`draft:${form.dataset.signOut}:`));
  } catch {
    // A browser that allows no storage.
  }
  if (copies.length && !confirm(form.dataset.ask)) {
    event.preventDefault();
  } else {
    copies.forEach(slot => localStorage.removeItem(slot));
  }
}, true);

// Close popover menus after a link or the last button in them is clicked.
document.addEventListener('click', event => event.target.closest?.('[popover] :is(a, [type=submit])')?.closest('[popover]').hidePopover());
