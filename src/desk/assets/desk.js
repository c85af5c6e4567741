// The desk's only script. Pages work without it: it lets keys press what is on the page, and speaks what a decision did.
const spoken = document.getElementById('spoken');
const heading = document.querySelector('h1[tabindex="-1"]');

// After a decision the next post's heading is where reading begins; the region exists before its text, so it is spoken.
if (spoken?.dataset.say) {
  if (heading && !location.hash) heading.focus();
  requestAnimationFrame(() => {
    spoken.textContent = spoken.dataset.say;
  });
}

const isTyping = (element) =>
  element instanceof HTMLElement &&
  (element.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) &&
  // Nothing is typed into a tick.
  element.type !== 'checkbox';

let isLeaving = false;

// What was refused is where reading goes on, with the reason.
const refused = document.querySelector('main [role="alert"]');
if (refused && !location.hash) {
  refused.tabIndex = -1;
  refused.focus();
}

document.addEventListener('keydown', (event) => {
  const over = document.querySelector('dialog[open]');
  if (over) {
    if (keyOf(event) === over.dataset.closedBy) over.close();
    return;
  }
  if (event.key === 'Escape' && isTyping(event.target)) {
    event.target.blur();
    return;
  }
  if (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.isComposing ||
    event.repeat ||
    isTyping(event.target)
  )
    return;
  const key = keyOf(event);
  if (inList(event, key)) return;
  const element = [...document.querySelectorAll('[data-key]')].find(({ dataset }) => dataset.key === key);
  if (!element || isLeaving) return;
  event.preventDefault();
  // A field is gone to; a button or link is pressed.
  if (isTyping(element)) {
    element.closest('details')?.setAttribute('open', '');
    element.focus();
  } else if (element.dataset.shownOver !== undefined) showOver(element);
  else element.click();
});

// Help is shown over the page that it is asked from: the post stays, and so does what was typed.
let isAsked = false;
function showOver({ href, pathname, dataset }) {
  if (isAsked || pathname === location.pathname) return;
  isAsked = true;
  const request = new XMLHttpRequest();
  const goThere = () => location.assign(href);
  request.addEventListener('error', goThere);
  request.addEventListener('load', () => {
    isAsked = false;
    const main = request.response?.querySelector('main');
    // Somebody who was signed out meanwhile is asked to sign in.
    if (!main || request.responseURL !== href) return goThere();
    const dialog = Object.assign(document.createElement('dialog'), { className: 'desk-over' });
    dialog.dataset.closedBy = dataset.key;
    dialog.setAttribute('aria-label', main.querySelector('h1').textContent);
    const back = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'govuk-button govuk-button--secondary desk-small',
      textContent: 'Back to the page',
    });
    back.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    dialog.append(back, ...main.childNodes);
    document.body.append(dialog);
    dialog.showModal();
  });
  request.open('GET', href);
  request.responseType = 'document';
  request.send();
}

/** The key as it is meant: with Caps Lock on all keys would be dead. */
function keyOf(event) {
  return event.getModifierState('CapsLock') && !event.shiftKey ? event.key.toLowerCase() : event.key;
}

// Whoever goes on to the next post and presses a key before it is there means the next, not the one being left.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]');
  const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented;
  if (!link || isElsewhere || link.target === '_blank' || link.hash !== '') return;
  isLeaving = true;
});

// One press a page: the server knows a double click by its form, this only spares the second request.
document.addEventListener('submit', (event) => {
  if (isLeaving) event.preventDefault();
  isLeaving = true;
});
window.addEventListener('pageshow', () => {
  isLeaving = false;
});

// A button that says how many are ticked follows the ticks.
const counting = document.querySelector('[data-counts]');
counting?.form?.addEventListener('change', () => {
  const n = counting.form.querySelectorAll(`[name="${counting.dataset.counts}"]:checked`).length;
  counting.textContent = `Reject ${n} ${n === 1 ? 'post' : 'posts'}`;
});

// Somebody has signed in again: what they had sent goes on by itself.
document.querySelector('form[data-go-on]')?.requestSubmit();

// The triage list: the cursor is the row that has the focus; x ticks and goes on, digits act on what is ticked.
const list = document.querySelector('[data-rows]');
const rows = list ? [...list.querySelectorAll('[data-row]')] : [];
const titles = list ? [...list.querySelectorAll('h2 a')] : [];
const boxes = list ? [...list.querySelectorAll('[name="post"]')] : [];
let lastTicked = -1;

function inList(event, key) {
  if (!list || isLeaving) return false;
  const at = rows.indexOf(document.activeElement.closest('[data-row]'));
  const moves = { ArrowDown: 1, ArrowUp: -1, ...(at === -1 ? {} : { j: 1, k: -1 }) };
  if (key in moves) {
    event.preventDefault();
    titles[Math.min(Math.max(at + moves[key], 0), titles.length - 1)].focus();
    return true;
  }
  if (key === list.dataset.select) {
    event.preventDefault();
    const row = Math.max(at, 0);
    tick(row, !boxes[row].checked);
    titles[Math.min(row + 1, titles.length - 1)].focus();
    return true;
  }
  if (!boxes.some((box) => box.checked)) return false;
  const button = [...document.querySelectorAll('[data-list-key]')].find(
    ({ dataset }) => dataset.listKey === key,
  );
  if (!button) return false;
  event.preventDefault();
  button.click();
  return true;
}

function tick(row, isOn) {
  boxes[row].checked = isOn;
  lastTicked = row;
  countTicked();
}

function countTicked() {
  const say = document.querySelector('[data-ticked]');
  const n = boxes.filter((box) => box.checked).length;
  say.closest('.desk-ticked').classList.toggle('desk-ticked--some', n > 0);
  say.textContent = n === 0 ? 'Select posts to decide on several at once' : `With the ${n} selected:`;
}

// Shift and a click tick everything between.
let withShift = false;
list?.addEventListener('click', (event) => {
  const row = boxes.indexOf(event.target);
  // A label passes the click on to its box, without the key.
  if (row === -1) {
    withShift = event.shiftKey;
    return;
  }
  const isRange = event.shiftKey || withShift;
  withShift = false;
  if (isRange && lastTicked !== -1)
    for (let at = Math.min(row, lastTicked); at <= Math.max(row, lastTicked); at += 1)
      boxes[at].checked = event.target.checked;
  tick(row, event.target.checked);
});
if (list) countTicked();

// What others decide shows by itself, for half an hour after the last thing that was done here.
const meanwhile = document.getElementById('meanwhile');
if (meanwhile) {
  const decided = new Set();
  let events;
  let idle;
  const listen = () => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      events?.close();
      events = undefined;
    }, 30 * 60_000);
    if (events || document.hidden) return;
    events = new EventSource(`/desk/events?after=${meanwhile.dataset.after}`);
    events.addEventListener('message', ({ data, lastEventId }) => {
      meanwhile.dataset.after = lastEventId;
      for (const { id, say } of JSON.parse(data).decided) show(id, say);
    });
  };
  const show = (id, say) => {
    decided.add(id);
    const row = document.querySelector(`[data-row="${id}"]`);
    if (row) {
      row.classList.add('desk-row--gone');
      const box = row.querySelector('[name="post"]');
      if (box) box.checked = false;
      const now = row.querySelector('.desk-row__now') ?? document.createElement('p');
      now.className = 'desk-meta desk-row__now';
      now.textContent = say;
      row.querySelector('.desk-row__body').append(now);
      if (list) countTicked();
    }
    const n = decided.size;
    const link = Object.assign(document.createElement('a'), { className: 'govuk-link', href: location.href });
    link.textContent = 'Show the list as it is now';
    meanwhile.replaceChildren(`${n} ${n === 1 ? 'was' : 'were'} decided meanwhile. `, link);
  };
  listen();
  for (const what of ['keydown', 'pointerdown']) document.addEventListener(what, listen);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) return listen();
    events?.close();
    events = undefined;
  });
}

// The card as readers will see it follows what is typed, and so does the count of the sentence.
const previewed = document.querySelector('[data-preview-of]');
const preview = () => {
  for (const place of document.querySelectorAll('[data-preview]')) {
    const fields = [...previewed.querySelectorAll(`[name="${place.dataset.preview}"]`)];
    const typed = fields.map(({ value }) => value.trim()).filter(Boolean);
    place.textContent = typed.join(', ') || '…';
  }
  const count = document.querySelector('[data-count]');
  const left = Number(count.dataset.count) - previewed.elements.blurb.value.length;
  count.textContent = left < 0 ? `${-left} too many` : `${left} characters left`;
  return count.textContent;
};
if (previewed) {
  let isUnsaved = false;
  let pause;
  previewed.addEventListener('input', ({ target }) => {
    isUnsaved = true;
    const left = preview();
    if (target.name !== 'blurb') return;
    // Spoken when the hands rest: at each letter nobody would hear their own.
    clearTimeout(pause);
    pause = setTimeout(() => (document.getElementById('count-said').textContent = left), 1000);
  });
  previewed.addEventListener('submit', () => {
    isUnsaved = false;
  });
  // A browser asks before it lets go of what was typed.
  window.addEventListener('beforeunload', (event) => {
    if (!isUnsaved) return;
    isLeaving = false;
    event.preventDefault();
  });
  preview();
}

// A place in a folded part of the text is unfolded before it is gone to.
for (const link of document.querySelectorAll('a[href^="#block-"]'))
  link.addEventListener('click', () => {
    document.querySelector(link.hash)?.closest('details')?.setAttribute('open', '');
  });

// What takes seconds is looked at again until it is there; what is typed meanwhile stays. A document and not text: no text becomes one here.
const lookAgain = (place) => {
  const request = new XMLHttpRequest();
  request.addEventListener('load', () => {
    const now = request.response?.getElementById(place.id);
    if (!now) return location.reload();
    place.replaceChildren(...now.childNodes);
    if (now.dataset.underWay !== undefined) setTimeout(lookAgain, 700, place);
  });
  request.open('GET', location.href);
  request.responseType = 'document';
  request.send();
};
for (const place of document.querySelectorAll('[data-under-way]')) setTimeout(lookAgain, 700, place);
