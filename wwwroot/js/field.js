// What a text field tells without the server (TextField.razor): the number of its characters, and that a pasted text was cut.
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

document.addEventListener('input', event => {
  if (event.target.matches?.('input, textarea')) {
    count(event.target);
    const cut = within(event.target, '[data-cut]');
    if (cut && event.inputType !== 'insertFromPaste') {
      cut.textContent = '';
    }
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
