import type { AppError } from '#platform/errors.ts';

/** Every text that people read on the pages, in one place and in plain English. */
export const messages = {
  product: 'Ostiary',
  skip: 'Skip to the content',
  errorPrefix: 'Error: ',
  problems: 'There is a problem',
  optional: '(optional)',

  home: {
    title: 'Welcome',
    about:
      'Ostiary is the doorkeeper of your services: it knows who people are, what they may do, and tells the services.',
    signedOutHint: 'Sign in to see your account, your roles and the devices on which you are signed in.',
    signedInTitle: 'Your account',
    reference: 'API reference',
  },
  account: {
    heading: 'Who you are',
    name: 'Name',
    email: 'Email',
    username: 'Username',
    id: 'User id',
    since: 'Member since',
    kind: 'Kind of account',
    superuser: 'Administrator: may do everything',
    staff: 'Staff',
    none: 'not given',
  },
  roles: {
    heading: 'Your roles',
    none: 'You have no roles.',
    level: (level: number) => `Level ${level} (a lower number may do more).`,
  },
  sessions: {
    heading: 'Where you are signed in',
    hint: 'If you do not recognise one of these, end it and change your password.',
    current: 'this session',
    signedIn: 'Signed in',
    lastSeen: 'last seen',
    from: 'from',
    end: 'End',
    endWhat: (what: string) => `session on ${what}`,
    more: (count: number) => `And ${count} older. “Sign out everywhere” ends them too.`,
    unknownDevice: 'an unknown device',
  },
  signIn: {
    title: 'Sign in',
    login: 'Email or username',
    password: 'Password',
    button: 'Sign in',
    noAccount: 'No account yet?',
    wrong: 'The email, username or password is not right. Check both and try again.',
  },
  signUp: {
    title: 'Sign up',
    email: 'Email',
    username: 'Username',
    usernameHint: 'The name you can sign in with. Others may see it.',
    firstName: 'First name',
    lastName: 'Last name',
    password: 'Password',
    passwordAgain: 'Password again',
    button: 'Create account',
    haveAccount: 'Have an account already?',
    mismatch: 'The two passwords are not the same.',
    emailMissing: 'Enter your email address.',
    usernameMissing: 'Enter a username.',
    passwordMissing: 'Enter a password.',
  },
  setUp: {
    title: 'Set up the first administrator',
    about: 'This account may do everything on this server. The link works once.',
    button: 'Create administrator',
  },
  signOut: {
    title: 'Sign out',
    question: 'Do you want to sign out on this device, or everywhere you are signed in?',
    here: 'Sign out',
    everywhere: 'Sign out everywhere',
  },
  notices: {
    'signed-out': 'You are signed out.',
    'signed-out-everywhere': 'You are signed out everywhere.',
    'signed-up': 'Your account is ready. Sign in with your new password.',
    'session-ended': 'The session is ended.',
  },
  passwordHint: (minLength: number) =>
    `At least ${minLength} characters. A few unrelated words are strong and easy to remember. ` +
    'Passwords that many people use, or that resemble your name, email or username, are refused.',
  throttled: (seconds: number) =>
    `Too many attempts. Wait ${seconds === 1 ? 'one second' : `${seconds} seconds`}, then try again.`,
  nullCharacters: 'Null characters are not allowed.',

  errorPage: {
    headings: {
      403: 'You may not do this',
      404: 'There is nothing here',
      429: 'Too many requests',
      500: 'Something went wrong',
      503: 'Not available just now',
    } as Readonly<Record<number, string>>,
    otherHeading: 'That did not work',
    requestId: 'If you report this, give this number:',
    back: 'Back to the start',
  },
} as const;

export type NoticeKey = keyof typeof messages.notices;

/** The notice that a page shows after a redirect; only keys known here, so a link cannot invent texts. */
export function noticeFor(key: string): string | undefined {
  return Object.hasOwn(messages.notices, key) ? messages.notices[key as NoticeKey] : undefined;
}

/** The words for a refused form: those of the error, unless the page can say it better. */
export function wordsFor(error: AppError): string {
  if (error.code === 'passwords.invalid_credentials') return messages.signIn.wrong;
  if (error.retryAfterSeconds !== undefined && error.code === 'request.throttled') {
    return messages.throttled(error.retryAfterSeconds);
  }
  return error.message;
}
