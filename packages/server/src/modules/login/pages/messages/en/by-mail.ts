/** The pages that people reach by mail, or that send them one. */
export const byMail = {
  email: 'Email',
  emailInvalid: 'Enter an email address, such as name@example.com.',
  signIn: 'Go to sign-in',
  sent: {
    title: 'Check your mail',
    more: 'Nothing there after some minutes? Look among unwanted mail, and see whether the address was right.',
    again: 'Ask once more',
  },
  gone: {
    title: 'This link does not work',
    about: 'It has expired, it was used already, or a part of it is missing.',
    again: 'Ask for a new link',
    askSender: 'Ask whoever invited you for a new one. If you have taken up your account already, sign in.',
  },
  forgot: {
    title: 'Forgot your password?',
    about: 'Enter the email address of your account. You get a mail with a link to choose a new password.',
    button: 'Send me a link',
    sent: 'If there is an account with this address, a mail with a link to choose a new password is on its way. The link works once, for 30 minutes.',
  },
  reset: {
    title: 'Choose a new password',
    about: 'For the account with the address',
    endsSessions: 'Sign out everywhere else',
    endsSessionsHint: 'Best if somebody else may know your old password.',
    button: 'Set the password',
  },
  verify: {
    title: 'Confirm your email address',
    about: 'Confirm that this address is yours:',
    button: 'Confirm',
    gone: 'If you have confirmed your address already, there is nothing left to do.',
  },
  verifyAgain: {
    title: 'Confirm your email address',
    about: 'Enter the email address of your account. You get another mail with a link to confirm it.',
    button: 'Send me a link',
    sent: 'If there is an account with this address that is not confirmed yet, a mail with a link is on its way. The link works once, for 24 hours.',
    link: 'Send the confirmation mail again',
  },
  change: {
    title: 'Change your email address',
    from: 'Address so far',
    to: 'New address',
    button: 'Use the new address',
    gone: 'If you have confirmed the new address already, there is nothing left to do. Else ask for the change again in your account.',
  },
  invitation: {
    title: 'Take up your account',
    about: 'You were invited. Choose a password, and the account with this address is yours:',
    button: 'Take up the account',
  },
  link: {
    title: 'Sign in by mail',
    about: 'Enter the email address of your account. You get a mail with a link that signs you in.',
    button: 'Send me a link',
    sent: 'If there is an account with this address, a mail with a link to sign in is on its way. The link works once, for 10 minutes.',
    openTitle: 'Sign in',
    openAbout: 'You are signing in as',
    openButton: 'Sign in',
    way: 'Sign in with a link by mail',
  },
  code: {
    title: 'Sign in with a code',
    about: 'Enter the email address of your account. You get a mail with a code that signs you in.',
    button: 'Send me a code',
    enterTitle: 'Enter the code',
    enterAbout:
      'If there is an account with this address, a mail with a code of six digits is on its way. The code works once, for 10 minutes, in this browser.',
    code: 'Code',
    codeMissing: 'Enter the code from the mail.',
    enterButton: 'Sign in',
    again: 'Ask for a new code',
    way: 'Sign in with a code by mail',
  },
  keepAccount: {
    title: 'Keep your account',
    about: 'This account is about to be deleted:',
    button: 'Keep the account',
    gone: 'If you have taken the deletion back already, there is nothing left to do.',
  },
  checkMail: {
    about:
      'A mail is on its way to the address that you entered. Open the link in it, and your account is ready. The link works once, for 24 hours.',
  },
};

export const byMailNotices = {
  'password-set': 'Your new password is set. Sign in with it.',
  'email-verified': 'Your email address is confirmed.',
  'email-changed': 'Your email address is changed.',
  'account-kept': 'Your account stays.',
  'account-taken-up': 'Your account is ready. Sign in with your new password.',
};
