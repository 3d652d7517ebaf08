/**
 * Every mail, with the names that its template may speak of beside `product` and `url`. Instants are given in
 * ISO 8601 (`isoTime`): the mail writes them as its reader does.
 */
export const mailTemplates = {
  'verify-email': ['link', 'hours'],
  'account-exists': ['signInLink', 'recoveryLink'],
  'change-email': ['link', 'hours'],
  'email-changed': ['newEmail', 'time', 'recoveryLink'],
  'reset-password': ['link', 'minutes'],
  'password-changed': ['time', 'recoveryLink'],
  'sign-in-link': ['link', 'minutes'],
  'sign-in-code': ['code', 'minutes'],
  invitation: ['inviter', 'link', 'days'],
  'new-device': ['device', 'address', 'time', 'sessionsLink'],
  'factor-added': ['factor', 'time', 'factorsLink'],
  'factor-removed': ['factor', 'time', 'factorsLink'],
  'factors-reset': ['time', 'factorsLink'],
  'recovery-code-used': ['left', 'time', 'factorsLink'],
  'passkey-cloned': ['passkey', 'time', 'factorsLink'],
  'deletion-requested': ['due', 'cancelLink'],
  'deletion-cancelled': ['time'],
  'account-deleted': ['time'],
  test: ['time'],
} as const satisfies Record<string, readonly string[]>;
