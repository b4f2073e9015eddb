// What a text field tells without the server (TextField.razor): the number of its characters, and that a pasted text was cut,
// and that half an emoji was removed.
const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, at) => values[at]);
const within = (field, selector) => field.closest('.field')?.querySelector(selector);

function count(field) {
  const counter = within(field, '[data-limit]');
  // The text node belongs to Blazor, which writes the same into it.
  if (counter?.firstChild) {
    const limit = Number(counter.dataset.limit);
    const length = field.value.length;
    const [one, each] = (counter.dataset.parts ?? '1,1').split(',').map(Number);
    counter.firstChild.data = fill(counter.dataset.text, length, limit, length > one ? Math.ceil(length / each) : Number(length > 0));
    counter.classList.toggle('overdue', length > limit);
  }
}

// Half a surrogate pair can't be sent as text: the connection would end.
function isMended(field) {
  const text = field.value;
  if (text.isWellFormed()) {
    return false;
  }

  // Setting the value moves the cursor to the end. Some kinds of fields have no selection.
  const mend = part => part.replace(/\p{Surrogate}/gu, '');
  const { selectionStart, selectionEnd, selectionDirection } = field;
  field.value = mend(text);
  if (selectionStart !== null) {
    field.setSelectionRange(mend(text.slice(0, selectionStart)).length, mend(text.slice(0, selectionEnd)).length, selectionDirection);
  }
  const told = within(field, '[data-broken]');
  if (told) {
    told.textContent = told.dataset.broken;
  }
  return true;
}

const isText = field => field.matches?.('input:not([type=file]), textarea');

document.addEventListener('input', event => {
  if (isText(event.target)) {
    // An input method may write the halves one after the other, and would lose its place. The server gets the text when it is whole.
    const isHalf = event.isComposing && !event.target.value.isWellFormed();
    if (isHalf) {
      event.stopPropagation();
    }
    const mended = !isHalf && isMended(event.target);
    count(event.target);
    if (mended) {
      return;
    }
    const cut = within(event.target, '[data-cut]');
    if (cut && event.inputType !== 'insertFromPaste') {
      cut.textContent = '';
    }
  }
}, true);

document.addEventListener('compositionend', event => {
  if (isText(event.target) && isMended(event.target)) {
    event.target.dispatchEvent(new Event('input', { bubbles: true }));
  }
}, true);

document.addEventListener('paste', event => {
  const field = event.target;
  const cut = field.matches?.('input, textarea') && !field.readOnly && within(field, '[data-cut]');
  if (!cut || field.maxLength < 0) {
    return;
  }
  const text = event.clipboardData.getData('text').replace(/\r\n/g, '\n');
  const tooMany = field.value.length - (field.selectionEnd - field.selectionStart) + text.length - field.maxLength;
  cut.textContent = tooMany > 0 ? fill(cut.dataset.cut, field.maxLength, Math.min(tooMany, text.length)) : '';
}, true);
