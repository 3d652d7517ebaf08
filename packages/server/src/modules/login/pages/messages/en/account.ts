import { auditWords } from '@ostiary/contract/audit-words/en';

/** What is said after something was done on an account page. */
export const accountNotices = {
  'profile-saved': 'Your profile is saved.',
  'email-sent': 'The link is on its way. Look into your mail, and into the folder for spam, too.',
  'email-change-sent':
    'A link is on its way to the new address. Your address changes when you open it; until then the old one stays.',
  'password-changed': 'Your password is changed. Everywhere else you are signed out.',
  'factor-added': 'It is set up. From now on you show it when you sign in.',
  'factor-removed': 'It is removed.',
  'passkey-renamed': 'The passkey has its new name.',
  'browser-forgotten': 'The browser is forgotten. The next sign-in there asks for your second factor.',
  'browsers-forgotten': 'No browser is trusted any more.',
  'sessions-ended': 'Everywhere else you are signed out.',
  'token-revoked': 'The token is revoked. It cannot be used any more.',
  'deletion-requested': 'Your account is going to be deleted. Until then you can change your mind.',
  'deletion-cancelled': 'Your account stays.',
  'account-deleted': 'Your account is deleted.',
};

const overview = {
  title: 'Account overview',
  about: (name: string) => `Signed in as ${name}.`,
  attention: 'What needs your attention',
  unverified: (email: string) => `Your email address ${email} is not confirmed yet.`,
  sendLink: 'Send me the link',
  factorMissing: (date: string) =>
    `Your role asks for a second factor. Set one up by ${date}; after that you cannot sign in without one.`,
  setUpFactor: 'Set up a second factor',
  fewCodes: (count: number) =>
    `You have ${count === 1 ? 'one recovery code' : `${count} recovery codes`} left. Make new ones before they run out.`,
  noCodes: 'You have no recovery codes. Without your second factor you would be locked out.',
  makeCodes: 'Make recovery codes',
  deletion: (date: string) => `Your account is going to be deleted on ${date}.`,
  keep: 'Keep my account',
  nothing: 'Nothing needs your attention.',
  everything: 'What you can look after here',
};

/** The pages by name, and what is behind each. */
const names = {
  overview: 'Overview',
  profile: 'Profile',
  email: 'Email',
  password: 'Password',
  factors: 'Second factors',
  sessions: 'Devices',
  applications: 'Applications',
  tokens: 'API tokens',
  activity: 'Activity',
  data: 'Your data',
};

const abouts = {
  profile: 'Your name and phone number.',
  email: 'The address that you sign in with and get mail at.',
  password: 'Choose a new one.',
  factors: 'Authenticator apps, passkeys, recovery codes and trusted browsers.',
  sessions: 'Where you are signed in, and signing out there.',
  applications: 'What may use your account.',
  tokens: 'For your scripts and machines.',
  activity: 'What happened in your account, and when.',
  data: 'Download what is known of you, or delete your account.',
};

const profile = {
  title: 'Profile',
  username: 'Username',
  usernameFixed: 'Only an administrator can change it.',
  firstName: 'First name',
  lastName: 'Last name',
  phone: 'Phone number',
  phoneHint: 'Digits, blanks, and + ( ) - . /',
  save: 'Save',
};

const email = {
  title: 'Email',
  present: 'Your address',
  none: 'You have given no email address.',
  state: 'State',
  verified: (date: string) => `Confirmed on ${date}`,
  unverified: 'Not confirmed yet',
  verifyAbout: 'We send a link to it. Open it to show that the address is yours.',
  send: 'Send the link',
  toChange: 'Change the address',
  changeTitle: 'Change your email address',
  changeAbout: 'We send a link to the new address. Your address changes when you open it.',
  newEmail: 'New email address',
  change: 'Send the link to the new address',
  cancel: 'Cancel',
  missing: 'Enter the new email address.',
  same: 'This is your address already.',
  noMail: 'This server sends no mail. Ask an administrator to change your address.',
};

const password = {
  title: 'Password',
  about:
    'A new password signs you out everywhere else, forgets trusted browsers, and revokes all your API tokens.',
  present: 'Present password',
  next: 'New password',
  again: 'New password again',
  change: 'Change the password',
  wrong: 'This is not your present password.',
  presentMissing: 'Enter your present password.',
  nextMissing: 'Enter a new password.',
  mismatch: 'The two passwords are not the same.',
  forgotten: 'You have forgotten it, or never had one?',
  recover: 'Get a link by mail',
};

const factors = {
  title: 'Second factors',
  about:
    'With a second factor, somebody who knows your password still cannot sign in as you. A passkey can also replace the password.',
  required: 'Your role asks for a second factor.',
  requiredUntil: (date: string) => `Your role asks for a second factor. Set one up by ${date}.`,
  added: 'added',
  lastUsed: 'last used',
  neverUsed: 'never used',
  remove: 'Remove',
  cancel: 'Cancel',
  lastOne:
    'Your role asks for a second factor, and this is your last one. Set up another one first, then remove this.',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeApp: 'Its codes are good for nothing afterwards. Delete it in the app, too.',
  removePasskey: 'You cannot sign in with it any more. Delete it on your device, too.',
  removeCodes: 'With your last second factor, your recovery codes and trusted browsers go as well.',
  apps: {
    heading: 'Authenticator apps',
    none: 'You have none. Such an app on your phone shows a new code of six digits every half minute.',
    add: 'Add an authenticator app',
    nameHint: 'So that you recognise it: the phone that it is on, say.',
    name: 'Name',
    defaultName: 'Authenticator app',
    nameMissing: 'Enter a name.',
    goOn: 'Go on',
    confirmTitle: 'Connect your authenticator app',
    scan: 'Scan this with the app:',
    qrName: 'QR code for the authenticator app',
    byHand: 'Or enter this key in the app by hand:',
    enterCode: 'Then enter the code that the app shows:',
    code: 'Code of six digits',
    codeMissing: 'Enter the code that the app shows.',
    confirm: 'Connect the app',
  },
  passkeys: {
    heading: 'Passkeys',
    none: 'You have none. A passkey signs you in with your fingerprint, face or PIN, and cannot be phished.',
    add: 'Add a passkey',
    addTitle: 'Add a passkey',
    addAbout: 'Your browser asks you to confirm with your fingerprint, face, PIN or security key.',
    name: 'Name',
    nameHint: 'So that you recognise it: the device or password manager that keeps it, say.',
    defaultName: 'Passkey',
    nameMissing: 'Enter a name.',
    synced: 'synchronised between your devices',
    bound: 'on one device only',
    cloned: 'Locked, because there seems to be a copy of it. Remove it.',
    rename: 'Rename',
    renameTitle: 'Rename a passkey',
    save: 'Save',
  },
  codes: {
    heading: 'Recovery codes',
    about: 'With one of them you can sign in without your second factor. Each works once.',
    needFactor: 'You get recovery codes when you set up a second factor.',
    left: (count: number) => (count === 1 ? 'One is left.' : `${count} are left.`),
    none: 'None is left.',
    make: 'Make new recovery codes',
    makeTitle: 'Make new recovery codes?',
    makeAbout: 'You get ten new ones. Those that you have now are void then.',
    shownTitle: 'Your recovery codes',
    shownOnce: 'Print them or write them down now: they are shown this one time only.',
    shownAbout: 'Keep them where nobody else finds them, and not only on the device that you sign in with.',
    goOn: 'I have kept them',
  },
  trusted: {
    heading: 'Trusted browsers',
    about: 'They need not show a second factor for a while.',
    until: 'until',
    trustedSince: 'Trusted since',
    forget: 'Forget',
    forgetAll: 'Forget all',
  },
};

const sessions = {
  title: 'Devices',
  how: 'with',
  endOthers: 'Sign out everywhere else',
  everywhere: 'Sign out everywhere',
  onlyHere: 'You are signed in nowhere else.',
  older: 'Show older ones',
  newest: 'Show the newest',
  methods: {
    pwd: 'password',
    otp: 'code',
    email: 'mail',
    hwk: 'passkey',
    swk: 'passkey',
  } as Readonly<Record<string, string>>,
};

const tokens = {
  title: 'API tokens',
  about:
    'A token lets a script or machine act as you, with everything that you may do. Give each its own, so that you can revoke it by itself.',
  none: 'You have none.',
  login: 'Token of the sign-in API',
  made: 'made',
  expires: 'expires',
  never: 'does not expire',
  expired: 'expired',
  lastUsed: 'last used',
  neverUsed: 'never used',
  revoke: 'Revoke',
  revokeWhat: (name: string) => `the token ${name}`,
  make: 'Make a token',
  makeTitle: 'Make a token',
  name: 'Name',
  nameHint: 'What it is for, such as “backup script”.',
  expiry: 'Good for',
  lifetimes: { '30': '30 days', '90': '90 days', '365': 'one year', never: 'until it is revoked' },
  cancel: 'Cancel',
  shownTitle: 'Your new token',
  shownOnce: 'Copy it now: it is shown this one time only, and cannot be read again.',
  token: 'Token',
  use: 'Send it with every request:',
  goOn: 'I have copied it',
  older: 'Show older ones',
};

const activity = {
  title: 'Activity',
  about: 'What happened in your account, newest first. If something was not you, change your password.',
  none: 'Nothing is recorded yet.',
  from: 'from',
  by: {
    other: 'by somebody else',
    anonymous: 'by somebody who was not signed in',
    system: 'by the system',
    command: 'by an operator',
  },
  outcomes: { failure: 'failed', denied: 'refused' } as Readonly<Record<string, string>>,
  older: 'Show older entries',
  newest: 'Show the newest',
  actions: auditWords,
};

const data = {
  title: 'Your data',
  downloadHeading: 'Download your data',
  downloadAbout:
    'You get a file (JSON) with your profile, roles, access, sessions, factors, tokens and activity. It has no passwords and no secrets in it.',
  download: 'Download my data',
  deleteHeading: 'Delete your account',
  deleteAbout: 'This deletes your account here and in all connected services.',
  toDelete: 'Delete my account …',
  pending: (date: string) => `Your account is going to be deleted on ${date}.`,
  deleteTitle: 'Delete your account?',
  graceful: (date: string) =>
    `If you go on, you are signed out everywhere else, and the account is deleted on ${date}. Until then you can change your mind.`,
  byMail: 'You get a mail with a link that does that, too.',
  atOnce: 'If you go on, the account is deleted at once. This cannot be undone.',
  erased: 'Every connected service is told to delete what it knows of you.',
  confirm: (login: string) => `Type ${login} to confirm`,
  mismatch: 'This is not what stands above. Your account was not touched.',
  yes: 'Delete my account',
  no: 'Keep my account',
};

/** Everything under `/account/`. */
export const accountPages = {
  navigation: 'Account',
  back: 'Account overview',
  signOut: 'Sign out',
  overview,
  names,
  abouts,
  profile,
  email,
  password,
  factors,
  sessions,
  tokens,
  activity,
  data,
};
