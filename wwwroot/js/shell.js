// What the frame of every page does by itself, without asking the server: theme, folded navigation, Ctrl+K, coming back after a lost connection.
const root = document.documentElement;
const keep = (name, value) => {
  const secure = location.protocol === 'https:' ? ';secure' : '';
  document.cookie = `${name}=${value};path=/;max-age=31536000;samesite=lax${secure}`;
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

// Arrows, Home and End move between tabs and choose; Tab goes on to what the chosen one holds.
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

// Esc in a dialog: what is being typed is told first, so that the server knows of it when it asks whether to close.
document.addEventListener('keydown', event => {
  const field = event.target;
  if (event.key === 'Escape' && field.matches?.('.rz-dialog :is(input, textarea)')) {
    field.blur();
    field.focus();
  }
}, true);

// Menus that are popovers close once something in them was chosen.
document.addEventListener('click', event => event.target.closest?.('[popover] a')?.closest('[popover]').hidePopover());

// The script of Blazor sets classes on the reconnect screen. Rejected: the server has forgotten the page, so it is loaded anew.
// Failed: the script has given up, so the server is asked until it answers.
const modal = document.getElementById('components-reconnect-modal');
let asking = 0;
const askServer = async () => {
  try {
    if ((await fetch('/health/live', { cache: 'no-store' })).ok) {
      location.reload();
    }
  } catch {
    // still away
  }
};

if (modal) {
  new MutationObserver(() => {
    if (modal.classList.contains('components-reconnect-rejected')) {
      location.reload();
    } else if (modal.classList.contains('components-reconnect-failed')) {
      asking ||= setInterval(askServer, 3000);
    }
  }).observe(modal, { attributeFilter: ['class'] });
}
