import type { interaction as english, scopes as englishScopes } from '../en/interaction.ts';

export const interaction: typeof english = {
  signIn: {
    title: (application) => `Bei ${application} anmelden`,
    cancel: 'Abbrechen',
    anotherWanted: 'Die Anwendung verlangt ein anderes Konto als das, mit dem Sie gerade angemeldet sind.',
  },
  account: {
    title: (application) => `Weiter zu ${application}`,
    hint: 'Sie sind bereits angemeldet.',
    signedInAs: 'Angemeldet als',
    continueAs: (name) => `Weiter als ${name}`,
    other: 'Anderes Konto verwenden',
  },
  confirm: {
    title: 'Bestätigen Sie, dass Sie es sind',
    hint: (application) => `${application} verlangt, dass Sie Ihr Passwort noch einmal eingeben.`,
    powerful: (application) =>
      `Mit dem, was ${application} verlangt, kann es hier in Ihrem Namen etwas ändern. Bitte geben Sie Ihr Passwort noch einmal ein.`,
    account: 'Konto',
    button: 'Bestätigen',
  },
  factor: {
    hint: (application) => `${application} verlangt Ihren zweiten Faktor.`,
  },
  consent: {
    title: (application) => `${application} den Zugriff erlauben?`,
    asks: 'Worum die Anwendung bittet',
    asksNothing: 'Sie bittet um nichts, dem Sie nicht schon zugestimmt haben.',
    granted: 'Wozu Sie früher schon zugestimmt haben',
    ofService: (description, service) => `${description} (${service})`,
    allow: 'Erlauben',
    deny: 'Ablehnen',
    sentTo: 'In beiden Fällen werden Sie danach weitergeleitet zu',
    sentToApp:
      'In beiden Fällen werden Sie danach an die App auf diesem Gerät weitergeleitet, die Adressen öffnet mit',
    sentNowhere: 'In beiden Fällen bleiben Sie auf dieser Seite; das Gerät bemerkt Ihre Entscheidung.',
    userCode: 'Erlauben Sie dies nur, wenn Ihr Gerät diesen Code anzeigt:',
    takeBack: 'Sie können dies jederzeit zurücknehmen:',
  },
  application: {
    heading: 'Über die Anwendung',
    homepage: 'Website',
    policy: 'Datenschutzerklärung',
    terms: 'Nutzungsbedingungen',
    newTab: '(öffnet sich in einem neuen Tab)',
  },
  gone: {
    title: 'Diese Anfrage ist abgelaufen',
    text: 'Diese Anfrage ist abgelaufen oder wurde in einem anderen Browser geöffnet. Gehen Sie zurück zur Anwendung und beginnen Sie noch einmal.',
  },
};

export const scopes: typeof englishScopes = {
  openid: 'Wissen, dass Sie es sind',
  profile: 'Ihren Namen und Ihren Benutzernamen sehen',
  email: 'Ihre E-Mail-Adresse sehen',
  phone: 'Ihre Telefonnummer sehen',
  offline_access: 'Den Zugriff auch in Ihrer Abwesenheit behalten, bis Sie ihn zurücknehmen',
  roles: 'Sehen, welche Rollen Sie haben',
  permissions: 'Sehen, was Sie dürfen',
  read: 'In Ihrem Namen Daten lesen',
  write: 'In Ihrem Namen Daten ändern',
};
