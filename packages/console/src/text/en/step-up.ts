/** Showing once more who one is, before something sensitive. */
export const stepUp = {
  title: 'Is it still you?',
  why: 'This is sensitive, and it is a while since you signed in. Show once more that it is you; then it goes on.',
  password: 'Your password',
  showPassword: 'Show the password',
  code: 'Code of your authenticator app, or a recovery code',
  passkey: 'Use a passkey',
  goOn: 'Go on',
  otherWay: 'Another way',
};
