import type { byMail as english, byMailNotices as englishNotices } from '../en/by-mail.ts';

export const byMail: typeof english = {
  email: 'E-Mail-Adresse',
  emailInvalid: 'Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com.',
  signIn: 'Zur Anmeldung',
  sent: {
    title: 'Sehen Sie in Ihre E-Mails',
    more: 'Nach einigen Minuten noch nichts da? Sehen Sie auch bei den unerwünschten E-Mails nach, und ob die Adresse stimmte.',
    again: 'Noch einmal anfordern',
  },
  gone: {
    title: 'Dieser Link funktioniert nicht',
    about: 'Er ist abgelaufen, wurde schon benutzt, oder es fehlt ein Teil davon.',
    again: 'Neuen Link anfordern',
    askSender:
      'Bitten Sie die Person, die Sie eingeladen hat, um einen neuen. Wenn Sie Ihr Konto schon übernommen haben, melden Sie sich an.',
  },
  forgot: {
    title: 'Passwort vergessen?',
    about:
      'Geben Sie die E-Mail-Adresse Ihres Kontos ein. Sie bekommen eine E-Mail mit einem Link, über den Sie ein neues Passwort wählen.',
    button: 'Link senden',
    sent: 'Wenn es ein Konto mit dieser Adresse gibt, ist eine E-Mail mit einem Link für ein neues Passwort unterwegs. Der Link funktioniert einmal, 30 Minuten lang.',
  },
  reset: {
    title: 'Neues Passwort wählen',
    about: 'Für das Konto mit der Adresse',
    endsSessions: 'Überall sonst abmelden',
    endsSessionsHint: 'Das Beste, wenn jemand anderes Ihr altes Passwort kennen könnte.',
    button: 'Passwort setzen',
  },
  verify: {
    title: 'E-Mail-Adresse bestätigen',
    about: 'Bestätigen Sie, dass diese Adresse Ihre ist:',
    button: 'Bestätigen',
    gone: 'Wenn Sie Ihre Adresse schon bestätigt haben, ist nichts mehr zu tun.',
  },
  verifyAgain: {
    title: 'E-Mail-Adresse bestätigen',
    about:
      'Geben Sie die E-Mail-Adresse Ihres Kontos ein. Sie bekommen noch eine E-Mail mit einem Link, der sie bestätigt.',
    button: 'Link senden',
    sent: 'Wenn es ein Konto mit dieser Adresse gibt, das noch nicht bestätigt ist, ist eine E-Mail mit einem Link unterwegs. Der Link funktioniert einmal, 24 Stunden lang.',
    link: 'Bestätigungs-E-Mail noch einmal senden',
  },
  change: {
    title: 'E-Mail-Adresse ändern',
    from: 'Bisherige Adresse',
    to: 'Neue Adresse',
    button: 'Neue Adresse verwenden',
    gone: 'Wenn Sie die neue Adresse schon bestätigt haben, ist nichts mehr zu tun. Sonst ändern Sie sie in Ihrem Konto noch einmal.',
  },
  invitation: {
    title: 'Konto übernehmen',
    about: 'Sie wurden eingeladen. Wählen Sie ein Passwort, und das Konto mit dieser Adresse gehört Ihnen:',
    button: 'Konto übernehmen',
  },
  link: {
    title: 'Per E-Mail anmelden',
    about:
      'Geben Sie die E-Mail-Adresse Ihres Kontos ein. Sie bekommen eine E-Mail mit einem Link, der Sie anmeldet.',
    button: 'Link senden',
    sent: 'Wenn es ein Konto mit dieser Adresse gibt, ist eine E-Mail mit einem Link zum Anmelden unterwegs. Der Link funktioniert einmal, 10 Minuten lang.',
    openTitle: 'Anmelden',
    openAbout: 'Sie melden sich an als',
    openButton: 'Anmelden',
    way: 'Mit einem Link per E-Mail anmelden',
  },
  code: {
    title: 'Mit einem Code anmelden',
    about:
      'Geben Sie die E-Mail-Adresse Ihres Kontos ein. Sie bekommen eine E-Mail mit einem Code, der Sie anmeldet.',
    button: 'Code senden',
    enterTitle: 'Code eingeben',
    enterAbout:
      'Wenn es ein Konto mit dieser Adresse gibt, ist eine E-Mail mit einem Code aus sechs Ziffern unterwegs. Der Code funktioniert einmal, 10 Minuten lang, in diesem Browser.',
    code: 'Code aus der E-Mail',
    codeMissing: 'Geben Sie den Code aus der E-Mail ein.',
    enterButton: 'Anmelden',
    again: 'Neuen Code anfordern',
    way: 'Mit einem Code per E-Mail anmelden',
  },
  keepAccount: {
    title: 'Konto behalten',
    about: 'Dieses Konto soll gelöscht werden:',
    button: 'Konto behalten',
    gone: 'Wenn Sie die Löschung schon zurückgenommen haben, ist nichts mehr zu tun.',
  },
  checkMail: {
    about:
      'An die eingegebene Adresse ist eine E-Mail unterwegs. Öffnen Sie den Link darin, dann ist Ihr Konto bereit. Der Link funktioniert einmal, 24 Stunden lang.',
  },
};

export const byMailNotices: typeof englishNotices = {
  'password-set': 'Ihr neues Passwort ist gesetzt. Melden Sie sich damit an.',
  'email-verified': 'Ihre E-Mail-Adresse ist bestätigt.',
  'email-changed': 'Ihre E-Mail-Adresse ist geändert.',
  'account-kept': 'Ihr Konto bleibt bestehen.',
  'account-taken-up': 'Ihr Konto ist bereit. Melden Sie sich mit Ihrem neuen Passwort an.',
};
