// Keys and focus of a long form. Escape first commits the text being typed, so that the server knows it when it asks whether to leave.
export function watch(form, page) {
  const onKey = event => {
    // The form was removed without dispose, because the circuit was paused.
    if (!form.isConnected) return stop();
    // Ignore Escape for a dialog or for the search box of the header.
    const here = event.target === document.body || event.target.closest('#content');
    if (event.key !== 'Escape' || event.defaultPrevented || !here || document.querySelector('.mud-dialog')) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.contains(document.activeElement)) document.activeElement.blur();
    page.invokeMethodAsync('EscapeAsync');
  };
  const stop = () => {
    form.removeEventListener('keydown', onKey);
    document.body.removeEventListener('keydown', onKey);
  };
  form.addEventListener('keydown', onKey);
  document.body.addEventListener('keydown', onKey);
  return { dispose: stop };
}

export function focusFirstError(form) {
  form.querySelector('[aria-invalid="true"]')?.focus();
}

// Keep the focus if the user is already typing in the form.
export function focusFirst(form) {
  if (!form.contains(document.activeElement)) (form.querySelector('[data-first]') ?? form.querySelector('input, select, textarea'))?.focus();
}

// Moves the focus here if the focused element was removed.
export function focusIfLost(element) {
  if (!document.activeElement || document.activeElement === document.body) element.focus({ preventScroll: true });
}
