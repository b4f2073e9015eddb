// Keys and focus of a long form. Escape first commits the text being typed, so that the server knows it when it asks whether to leave.
export function watch(form, page) {
  const onKey = event => {
    // The form was removed without dispose, because the circuit was paused.
    if (!form.isConnected) return stop();
    // Ignore Escape for a dialog, an open list, or the search box of the header.
    const here = event.target === document.body || event.target.closest('#content');
    if (event.key !== 'Escape' || event.defaultPrevented || !here || document.querySelector('.mud-dialog, .mud-popover-open')) return;
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

// As focusFirst, in a dialog. Its focus trap takes the focus once when it is ready, which may be before or after this call. Without a field the
// dialog itself takes the focus, away from the button behind it; a field that is read later takes it over.
export function focusDialog(body) {
  const focus = () => {
    if (document.activeElement === body) body.blur();
    focusFirst(body);
    if (!body.contains(document.activeElement)) body.focus();
  };
  focus();
  body.closest('.mud-focus-trap')?.addEventListener('focusin', event => {
    if (event.target.matches('.pointer-events-none[tabindex="-1"]')) focus();
  });
  const watch = new MutationObserver(() => {
    if (document.activeElement === body) focus();
    if (document.activeElement !== body) watch.disconnect();
  });
  watch.observe(body, { childList: true, subtree: true });
}

// Moves the focus here if the focused element was removed and nothing but a frame around this element has the focus.
export function focusIfLost(element, scroll = false) {
  if (!document.activeElement || document.activeElement.contains(element)) element.focus({ preventScroll: !scroll });
}
