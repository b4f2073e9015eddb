// Keeps typed text in localStorage until the server has saved the draft, so that it survives a lost connection.
export function watch(id, key) {
  const box = document.getElementById(id);
  const keep = () => localStorage.setItem(key, box.value);
  box.addEventListener('input', keep);
  return {
    left: () => localStorage.getItem(key),
    kept(length) {
      if (localStorage.getItem(key)?.length === length) localStorage.removeItem(key);
    },
    drop: () => localStorage.removeItem(key),
    dispose: () => box.removeEventListener('input', keep)
  };
}
