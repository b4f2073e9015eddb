// Drafts of forms: the id of this window, text that is sent while it is typed, and copying it.

// A duplicated tab gets a copy of the storage: the id belongs to the window that holds its lock. After a reload the lock of the old page is free at once.
let known;
export const windowId = () => known ??= findId();

async function findId() {
  let id = sessionStorage.getItem('window');
  if (!id || !(await hold(id))) {
    id = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
    sessionStorage.setItem('window', id);
    await hold(id);
  }
  return id;
}

const held = new Set();
function hold(id) {
  if (held.has(id) || !navigator.locks) return true;
  return new Promise(done => navigator.locks.request('window:' + id, { signal: AbortSignal.timeout(1000) }, () => {
    held.add(id);
    done(true);
    return new Promise(() => { });
  }).catch(() => done(false)));
}

// A field tells the server its text when it is left; with a draft also when the typing pauses.
export function watch(inside) {
  const form = inside.closest('form');
  let timer = 0;
  const onInput = event => {
    const field = event.target;
    clearTimeout(timer);
    if (!event.isComposing && field.matches('textarea, input:not([type=file], [type=checkbox], [type=radio], [role=combobox])')) {
      timer = setTimeout(() => document.activeElement === field && field.dispatchEvent(new Event('change', { bubbles: true })), 1000);
    }
  };
  const onChange = event => event.isTrusted && clearTimeout(timer);
  form.addEventListener('input', onInput);
  form.addEventListener('compositionend', onInput);
  form.addEventListener('change', onChange, true);

  // The user may have typed before this was loaded.
  if (form.contains(document.activeElement)) {
    onInput({ target: document.activeElement });
  }
  return {
    dispose() {
      clearTimeout(timer);
      form.removeEventListener('input', onInput);
      form.removeEventListener('compositionend', onInput);
      form.removeEventListener('change', onChange, true);
    }
  };
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
