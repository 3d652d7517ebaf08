/**
 * For forms marked `data-passkey`: asks the browser for a passkey by the options in `data-options`
 * (W3C Web Authentication Level 3, section 5), puts its answer into the field `passkey` and sends the form. Such
 * forms are hidden until it runs, so that nobody is offered what their browser cannot do.
 */
export const passkeysScript = String.raw`(() => {
'use strict';
if (!window.PublicKeyCredential || !navigator.credentials) return;

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const withBytes = (credentials = []) => credentials.map((one) => ({ ...one, id: bytesOf(one.id) }));

const ways = {
  create: {
    ask: (options, rest) =>
      navigator.credentials.create({
        ...rest,
        publicKey: {
          ...options,
          challenge: bytesOf(options.challenge),
          user: { ...options.user, id: bytesOf(options.user.id) },
          excludeCredentials: withBytes(options.excludeCredentials),
        },
      }),
    answer: (response) => ({
      attestationObject: textOf(response.attestationObject),
      transports: response.getTransports ? response.getTransports() : [],
    }),
  },
  get: {
    ask: (options, rest) =>
      navigator.credentials.get({
        ...rest,
        publicKey: {
          ...options,
          challenge: bytesOf(options.challenge),
          allowCredentials: withBytes(options.allowCredentials),
        },
      }),
    answer: (response) => ({
      authenticatorData: textOf(response.authenticatorData),
      signature: textOf(response.signature),
      ...(response.userHandle && { userHandle: textOf(response.userHandle) }),
    }),
  },
};

// One question at a time: the browser refuses a second one.
let asking;
let isSent = false;
const isStopped = (error) => error.name === 'AbortError';

async function ask(form, rest) {
  if (asking) asking.abort();
  const mine = (asking = new AbortController());
  const way = form.dataset.passkey === 'create' ? ways.create : ways.get;
  const options = JSON.parse(form.dataset.options);
  const credential = await way.ask(options, { ...rest, signal: mine.signal });
  // Some browsers go on although they were told to stop.
  if (mine.signal.aborted) throw mine.signal.reason;
  form.elements.namedItem('passkey').value = JSON.stringify({
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment || undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: textOf(credential.response.clientDataJSON),
      ...way.answer(credential.response),
    },
  });
  isSent = true;
  HTMLFormElement.prototype.submit.call(form);
}

function say(form, text) {
  const message = form.querySelector('[role=alert]');
  message.textContent = text;
  message.hidden = text === '';
}

function complain(form, error) {
  if (isStopped(error)) return;
  const { failed, cancelled, present } = form.dataset;
  if (error.name === 'NotAllowedError') say(form, cancelled);
  else say(form, error.name === 'InvalidStateError' ? present : failed);
}

// The list of accounts under the login field (conditional mediation); nothing is said when it comes to nothing.
async function offer(form) {
  const isOffered = PublicKeyCredential.isConditionalMediationAvailable;
  if (!isOffered || !(await isOffered.call(PublicKeyCredential))) return;
  try {
    await ask(form, { mediation: 'conditional' });
  } catch (error) {
    if (error.name === 'SecurityError') complain(form, error);
  }
}

for (const hint of document.querySelectorAll('[data-without-passkeys]')) hint.hidden = true;
for (const form of document.querySelectorAll('form[data-passkey]')) {
  // Some browsers fill in again what was there before.
  form.elements.namedItem('passkey').value = '';
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    say(form, '');
    ask(form, {}).catch((error) => complain(form, error));
  });
  form.hidden = false;
  if (form.dataset.passkey === 'conditional') offer(form);
}

// Back from where the answer led to: its challenge is used up.
addEventListener('pageshow', (event) => {
  if (event.persisted && isSent) location.reload();
});
})();
`;
