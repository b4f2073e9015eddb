// Keys and focus of a long form. Escape first commits what is being typed, so that the server knows of it when it asks.
export function watch(form, page) {
  const onKey = event => {
    // Not when Escape closes something else: a dialog, the search box of the header.
    const here = event.target === document.body || event.target.closest('#content');
    if (event.key !== 'Escape' || event.defaultPrevented || !here || document.querySelector('.rz-dialog')) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.contains(document.activeElement)) document.activeElement.blur();
    page.invokeMethodAsync('EscapeAsync');
  };
  form.addEventListener('keydown', onKey);
  document.body.addEventListener('keydown', onKey);
  return {
    dispose() {
      form.removeEventListener('keydown', onKey);
      document.body.removeEventListener('keydown', onKey);
    }
  };
}

export function focusFirstError(form) {
  form.querySelector('[aria-invalid="true"]')?.focus();
}

// Who was faster than this script types on where he is.
export function focusFirst(form) {
  if (!form.contains(document.activeElement)) (form.querySelector('[data-first]') ?? form.querySelector('input, select, textarea'))?.focus();
}

// Nothing has the focus when what had it is gone.
export function focusIfLost(element) {
  if (!document.activeElement || document.activeElement === document.body) element.focus({ preventScroll: true });
}
