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
  (element.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

let isLeaving = false;

document.addEventListener('keydown', (event) => {
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
  const element = [...document.querySelectorAll('[data-key]')].find(
    ({ dataset }) => dataset.key === event.key,
  );
  if (!element || isLeaving) return;
  event.preventDefault();
  // A field is gone to; a button or link is pressed.
  if (isTyping(element)) {
    element.closest('details')?.setAttribute('open', '');
    element.focus();
  } else element.click();
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
