/** What the scripts of passkeys and of the proof of work say. */
export const protection = {
  passkeys: {
    cancelled: 'No passkey was used: it was cancelled, or it took too long. You can try again.',
    present: 'This device has a passkey for your account already.',
    failed: 'The passkey could not be used here.',
    scriptNeeded: 'Passkeys need a browser that knows them, with JavaScript on.',
  },
  captcha: {
    idle: 'When you send this form, your browser solves a small puzzle. That keeps programs away; nobody else is asked.',
    working: 'Your browser is solving the puzzle. The form is sent when it is done.',
    scriptNeeded: 'This form needs JavaScript, which is off in this browser: it keeps programs away.',
  },
};
