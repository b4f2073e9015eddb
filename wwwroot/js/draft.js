// What is typed while the connection is lost, until the server has it: nothing stays in the browser once a draft was kept.
export function watch(box, key) {
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
