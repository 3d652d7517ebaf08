/**
 * For forms with an element marked `data-proof-of-work`: finds the counter with which SHA-256 of `<challenge>.<counter>`
 * begins with `data-bits` zero bits, and puts the two into the field `captcha`. Begins when somebody first uses the
 * form, in slices short enough for typing to go on; a form that is sent before waits for it. SHA-256 is written out
 * (FIPS 180-4 section 6.2): the browser's own answers through a promise each time, which takes longer than the hash.
 */
export const proofOfWorkScript = String.raw`(() => {
'use strict';
const sliceMs = 12;
const triesAtOnce = 256;

const fraction = (number) => ((number - Math.floor(number)) * 0x100000000) | 0;
const primes = [];
for (let number = 2; primes.length < 64; number++) {
  if (primes.every((prime) => number % prime !== 0)) primes.push(number);
}
const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const words = new Int32Array(64);

function expand() {
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15];
    const y = words[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
  }
}

// One block, the words of which are in place: gives the state that follows another.
function follow(state, next) {
  expand();
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + constants[i] + words[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  next[0] = state[0] + a; next[1] = state[1] + b; next[2] = state[2] + c; next[3] = state[3] + d;
  next[4] = state[4] + e; next[5] = state[5] + f; next[6] = state[6] + g; next[7] = state[7] + h;
}

function place(text, isLast, totalLength) {
  words.fill(0, 0, 16);
  for (let i = 0; i < text.length; i++) words[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
  if (!isLast) return;
  words[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
  words[15] = totalLength * 8;
}

// What stays the same is hashed once; what is left has room for the counter and the length.
function searchFor(challenge, bits) {
  const text = challenge + '.';
  const whole = text.length - (text.length % 64);
  const before = Int32Array.from(start);
  for (let i = 0; i < whole; i += 64) {
    place(text.slice(i, i + 64), false);
    follow(before, before);
  }
  const rest = text.slice(whole);
  if (rest.length > 39) throw new RangeError('A challenge of this length is none of ours');
  const after = new Int32Array(8);
  let counter = 0;
  return () => {
    for (const end = counter + triesAtOnce; counter < end; counter++) {
      const tail = rest + counter;
      place(tail, true, whole + tail.length);
      follow(before, after);
      if (Math.clz32(after[0]) >= bits) return text + counter;
    }
    return undefined;
  };
}

function solve(challenge, bits) {
  const search = searchFor(challenge, bits);
  return new Promise((resolve) => {
    const slice = () => {
      const end = performance.now() + sliceMs;
      let answer;
      do answer = search();
      while (answer === undefined && performance.now() < end);
      if (answer === undefined) setTimeout(slice);
      else resolve(answer);
    };
    slice();
  });
}

for (const widget of document.querySelectorAll('[data-proof-of-work]')) {
  const form = widget.closest('form');
  const field = widget.querySelector('input');
  const status = widget.querySelector('[role=status]');
  status.textContent = widget.dataset.idle;
  // Some browsers fill in again what was there before, and was used.
  field.value = '';
  let solving;
  const begin = () =>
    (solving ??= solve(widget.dataset.proofOfWork, Number(widget.dataset.bits)).then((answer) => {
      field.value = answer;
    }));
  let isWaiting = false;
  form.addEventListener('focusin', begin);
  form.addEventListener('submit', (event) => {
    if (field.value !== '') return;
    event.preventDefault();
    if (isWaiting) return;
    isWaiting = true;
    status.textContent = widget.dataset.working;
    begin().then(() => form.requestSubmit(event.submitter));
  });
}
})();
`;
