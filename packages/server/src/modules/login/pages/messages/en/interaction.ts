/** What people see when an application sends them here. */
export const interaction = {
  signIn: {
    title: (application: string) => `Sign in to ${application}`,
    cancel: 'Cancel',
    anotherWanted: 'The application asks for another account than the one you are signed in with.',
  },
  account: {
    title: (application: string) => `Continue to ${application}`,
    hint: 'You are signed in already.',
    signedInAs: 'Signed in as',
    continueAs: (name: string) => `Continue as ${name}`,
    other: 'Use another account',
  },
  confirm: {
    title: 'Confirm that it is you',
    hint: (application: string) => `${application} asks that you enter your password again.`,
    powerful: (application: string) =>
      `With what ${application} asks for, it can change things here in your name. Please enter your password again.`,
    account: 'Account',
    button: 'Confirm',
  },
  factor: {
    hint: (application: string) => `${application} asks for your second factor.`,
  },
  consent: {
    title: (application: string) => `Allow ${application}?`,
    asks: 'What it asks for',
    asksNothing: 'It asks for nothing that you have not agreed to.',
    granted: 'What you agreed to earlier',
    ofService: (description: string, service: string) => `${description} (${service})`,
    allow: 'Allow',
    deny: 'Deny',
    sentTo: 'Whichever you choose, you will then be sent to',
    sentToApp:
      'Whichever you choose, you will then be sent to the app on this device that opens addresses with',
    sentNowhere: 'Whichever you choose, you stay on this page; the device will notice.',
    userCode: 'Allow this only if your device shows the code',
    takeBack: 'You can take this back at any time:',
  },
  application: {
    heading: 'About the application',
    homepage: 'Website',
    policy: 'Privacy policy',
    terms: 'Terms of service',
    newTab: '(opens in a new tab)',
  },
  gone: {
    title: 'This request has expired',
    text: 'This request has expired or was opened in another browser. Go back to the application and start again.',
  },
};

/** Scopes that every installation has: what an application that is given one can do. */
export const scopes = {
  openid: 'Know that it is you',
  profile: 'See your name and username',
  email: 'See your email address',
  phone: 'See your telephone number',
  offline_access: 'Keep its access while you are away, until you take it back',
  roles: 'See which roles you have',
  permissions: 'See what you may do',
  read: 'Read data in your name',
  write: 'Change data in your name',
};
