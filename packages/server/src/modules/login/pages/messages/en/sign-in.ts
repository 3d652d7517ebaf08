/** What a sign-in says beyond its first form. */
export const signInNotices = {
  'sign-in-gone': 'The sign-in took too long. Start again.',
};

export const signInFlow = {
  passkey: 'Sign in with a passkey',
  factor: {
    title: 'Second factor',
    about: (login: string) => `You are signing in as ${login}. Show your second factor to go on.`,
    code: 'Code',
    codeHint: 'From your authenticator app. If you have lost that, one of your recovery codes.',
    recoveryHint: 'If you have lost your passkey, one of your recovery codes.',
    codeMissing: 'Enter a code.',
    button: 'Go on',
    passkey: 'Use a passkey',
    otherWay: 'Or with a code',
    trust: (days: number) => `Trust this browser for ${days === 1 ? 'one day' : `${days} days`}`,
    trustHint: 'It is then not asked for a second factor. Not on a device that others use as well.',
    other: 'Use another account',
  },
  setUp: {
    title: 'Set up a second factor',
    about:
      'Your role asks for a second factor. Set one up to go on: an authenticator app on your telephone, or a passkey.',
    app: 'Use an authenticator app',
    appName: 'Authenticator app',
    passkey: 'Make a passkey',
    passkeyName: 'Passkey',
    back: 'Choose another way',
    codes: 'Your recovery codes',
    goOn: 'I have kept them, go on',
  },
  grace: {
    title: 'You need a second factor soon',
    about: (date: string) =>
      `Your role asks for a second factor. Set one up by ${date}; after that you cannot sign in without one.`,
    now: 'Set one up now',
    later: 'Later',
  },
  confirm: {
    title: 'Confirm that it is you',
    about: 'What you are about to do is sensitive, so show once more who you are.',
    account: 'Account',
    button: 'Confirm',
    noPassword: 'You have forgotten your password, or never had one?',
  },
};
