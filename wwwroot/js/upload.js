// Uploads over plain HTTP, two at a time, with progress. Results are reported to the page, with retry while the connection is lost.
const atOnce = 2;

export function watch(root, page, options) {
  const input = root.querySelector('input[type=file]');
  const form = root.closest('form') ?? root;
  const files = new Map();
  const running = new Map();
  const waiting = [];
  let last = 0;
  let telling = 0;
  let ended = false;

  // js/circuit.js doesn't pause the tab while data-uploading is set.
  const mark = () => root.toggleAttribute('data-uploading', files.size + telling > 0);

  // Stop the retries when the form is removed: after a pause, a new page doesn't know this file.
  async function tell(method, ...args) {
    telling++;
    mark();
    try {
      while (!ended && root.isConnected) {
        try { return await page.invokeMethodAsync(method, ...args); } catch { await new Promise(done => setTimeout(done, 1000)); }
      }
    } finally {
      telling--;
      mark();
    }
  }

  async function take(list) {
    for (const file of list) {
      const id = ++last;
      files.set(id, file);
      if (await tell('Begin', id, file.name.slice(-300), file.size)) start(id);
      else {
        files.delete(id);
        mark();
      }
    }
  }

  function start(id) {
    waiting.push(id);
    next();
  }

  function next() {
    while (running.size < atOnce && waiting.length) send(waiting.shift());
  }

  function send(id) {
    const file = files.get(id);
    if (!file) return;
    const request = new XMLHttpRequest();
    running.set(id, request);
    let told = 0;
    request.open('POST', options.address);
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('RequestVerificationToken', document.querySelector('[name=__RequestVerificationToken]')?.value ?? '');
    request.upload.onprogress = event => {
      if (event.timeStamp - told < 250 || !event.lengthComputable) return;
      told = event.timeStamp;
      page.invokeMethodAsync('Progress', id, Math.floor(event.loaded * 100 / event.total)).catch(() => { });
    };
    request.onloadend = () => {
      running.delete(id);
      if (files.has(id)) finish(id, request);
      next();
    };
    request.send(file);
  }

  // Status 0: the connection was lost. A response that isn't ours: for example a redirect to the login page.
  function finish(id, request) {
    let answer = null;
    try { answer = JSON.parse(request.responseText); } catch { /* not our JSON */ }
    if (request.status === 200 && answer?.fileId) {
      files.delete(id);
      tell('DoneAsync', id, answer.fileId);
    } else if (answer?.error && request.status !== 429) {
      files.delete(id);
      tell('Fail', id, answer.error, false);
    } else {
      tell('Fail', id, answer?.error ?? null, true);
    }
  }

  const onChange = () => { take([...input.files]); input.value = ''; };
  const onPaste = event => {
    const pasted = [...event.clipboardData?.files ?? []];
    if (pasted.length) { event.preventDefault(); take(pasted); }
  };
  const onOver = event => {
    if (![...event.dataTransfer?.types ?? []].includes('Files')) return;
    event.preventDefault();
    root.dataset.over = '';
  };
  const onLeave = event => { if (!root.contains(event.relatedTarget)) delete root.dataset.over; };
  const onDrop = event => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    delete root.dataset.over;
    take([...event.dataTransfer.files]);
  };
  input.addEventListener('change', onChange);
  form.addEventListener('paste', onPaste);
  root.addEventListener('dragover', onOver);
  root.addEventListener('dragleave', onLeave);
  root.addEventListener('drop', onDrop);

  // Files chosen before this script was loaded.
  if (input.files.length) onChange();
  return {
    retry: id => start(id),
    cancel(id) {
      files.delete(id);
      running.get(id)?.abort();
      mark();
    },
    dispose() {
      ended = true;
      files.clear();
      waiting.length = 0;
      for (const request of running.values()) request.abort();
      form.removeEventListener('paste', onPaste);
    }
  };
}
