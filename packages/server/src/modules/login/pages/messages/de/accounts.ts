import type { accounts as english } from '../en/accounts.ts';

export const accounts: typeof english = {
  home: {
    title: 'Willkommen',
    about:
      'Ostiary ist der Türhüter Ihrer Dienste: Es weiß, wer jemand ist und was diese Person darf, und sagt es den Diensten.',
    signedOutHint:
      'Melden Sie sich an, um Ihr Konto, Ihre Rollen und die Geräte zu sehen, auf denen Sie angemeldet sind.',
    signedInTitle: 'Ihr Konto',
    reference: 'API-Referenz',
    ways: 'Was Sie hier tun können',
    manage: 'Konto verwalten',
    sessions: 'Wo Sie angemeldet sind',
  },
  account: {
    heading: 'Wer Sie sind',
    name: 'Name',
    email: 'E-Mail-Adresse',
    username: 'Benutzername',
    id: 'Benutzer-ID',
    since: 'Mitglied seit',
    kind: 'Art des Kontos',
    superuser: 'Administrator: darf alles',
    staff: 'Personal',
    none: 'nicht angegeben',
  },
  roles: {
    heading: 'Ihre Rollen',
    none: 'Sie haben keine Rollen.',
    level: (level) => `Stufe ${level} (eine kleinere Zahl darf mehr).`,
  },
  sessions: {
    hint: 'Wenn Sie eine dieser Sitzungen nicht kennen, beenden Sie sie und ändern Sie Ihr Passwort.',
    current: 'diese Sitzung',
    signedIn: 'Angemeldet am',
    lastSeen: 'zuletzt aktiv am',
    from: 'von',
    end: 'Beenden',
    endWhat: (what) => `(Sitzung auf ${what})`,
    browserOn: (browser, system) => `${browser} unter ${system}`,
    unknownDevice: 'unbekanntes Gerät',
  },
  signIn: {
    title: 'Anmelden',
    login: 'E-Mail-Adresse oder Benutzername',
    password: 'Passwort',
    button: 'Anmelden',
    noAccount: 'Noch kein Konto?',
  },
  signUp: {
    title: 'Registrieren',
    email: 'E-Mail-Adresse',
    username: 'Benutzername',
    usernameHint: 'Der Name, mit dem Sie sich anmelden können. Andere können ihn sehen.',
    firstName: 'Vorname',
    lastName: 'Nachname',
    password: 'Passwort',
    passwordAgain: 'Passwort wiederholen',
    button: 'Konto anlegen',
    haveAccount: 'Sie haben schon ein Konto?',
    mismatch: 'Die beiden Passwörter stimmen nicht überein.',
    emailMissing: 'Geben Sie Ihre E-Mail-Adresse ein.',
    usernameMissing: 'Geben Sie einen Benutzernamen ein.',
    passwordMissing: 'Geben Sie ein Passwort ein.',
  },
  setUp: {
    title: 'Ersten Administrator einrichten',
    about: 'Dieses Konto darf auf diesem Server alles. Der Link funktioniert nur einmal.',
    button: 'Administrator anlegen',
  },
  signOut: {
    title: 'Abmelden',
    question: 'Möchten Sie sich nur auf diesem Gerät abmelden oder überall, wo Sie angemeldet sind?',
    here: 'Abmelden',
    everywhere: 'Überall abmelden',
  },
  passwordHint: (minLength) =>
    `Mindestens ${minLength} Zeichen. Ein paar Wörter ohne Zusammenhang sind sicher und leicht zu merken. ` +
    'Passwörter, die viele benutzen oder die Ihrem Namen, Ihrer E-Mail-Adresse oder Ihrem Benutzernamen ähneln, ' +
    'werden abgelehnt.',
};
