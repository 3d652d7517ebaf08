import type { applications as english } from '../en/applications.ts';

export const applications: typeof english = {
  list: {
    title: 'Ihre Anwendungen',
    about:
      'Eine Anwendung meldet Menschen mit ihren hiesigen Konten an oder ruft selbst Dienste auf. Jede hat eine eigene Client-ID.',
    none: 'Sie haben noch keine Anwendung registriert.',
    register: 'Anwendung registrieren',
    more: 'Weitere anzeigen',
    all: 'Alle Ihre Anwendungen',
  },
  form: {
    registerTitle: 'Anwendung registrieren',
    updateTitle: (name) => `${name} ändern`,
    name: 'Name',
    nameHint: 'Ihn sieht man, wenn die Anwendung um Zugriff bittet.',
    clientType: 'Art des Clients',
    clientTypeHint:
      'Ein vertraulicher Client läuft auf einem Server und hütet ein Geheimnis. Die Art lässt sich später nicht ändern.',
    clientTypes: {
      confidential: 'Vertraulich: läuft auf einem Server',
      public: 'Öffentlich: läuft im Browser, auf einem Telefon oder auf der Kommandozeile',
    },
    grant: 'Wie sie Zugriff bekommt',
    grants: {
      'authorization-code': 'Authorization Code: Menschen melden sich mit einem Browser an',
      'client-credentials': 'Client Credentials: sie handelt selbst, ohne einen Menschen',
      'device-code': 'Device Code: Menschen melden sich auf einem anderen Gerät an',
    },
    grantAsIs: 'Anders: so lassen, wie es ist',
    redirectUris: 'Redirect-URIs',
    redirectUrisHint:
      'Wohin der Browser zurückgeleitet wird, durch Leerzeichen oder Zeilen getrennt. Für den Authorization Code nötig.',
    postLogoutRedirectUris: 'Redirect-URIs nach dem Abmelden',
    allowedOrigins: 'Erlaubte Origins',
    allowedOriginsHint:
      'Wessen Seiten die Endpunkte per Skript aufrufen dürfen, zum Beispiel https://app.example.com.',
    scopes: 'Scopes',
    scopesHint: 'Worum sie bitten darf, durch Leerzeichen getrennt.',
    register: 'Registrieren',
    save: 'Speichern',
    cancel: 'Abbrechen',
    nameMissing: 'Geben Sie einen Namen ein.',
    clientTypeUnknown: 'Wählen Sie „vertraulich“ oder „öffentlich“.',
    grantUnknown: 'Wählen Sie, wie die Anwendung Zugriff bekommt.',
    grantNeedsSecret: 'Nur ein vertraulicher Client kann selbst handeln: Dafür braucht er ein Geheimnis.',
    redirectUrisMissing:
      'Geben Sie mindestens eine Redirect-URI ein: Dorthin wird der Authorization Code gesendet.',
  },
  detail: {
    clientId: 'Client-ID',
    created: 'Registriert am',
    off: 'Diese Anwendung ist abgeschaltet. Niemand kann sie benutzen.',
    none: 'keine',
    update: 'Ändern',
    delete: 'Löschen',
    steps: 'Ausprobieren',
    browserStep:
      'Öffnen Sie die ausgegebene Adresse in einem Browser, melden Sie sich an und erlauben Sie den Zugriff:',
    codeStep:
      'Der Browser wird zu Ihrer Redirect-URI geleitet, auch wenn dort nichts ist. Nehmen Sie den Code aus der Adresse und tauschen Sie ihn innerhalb einer Minute ein:',
    tokenStep: 'Holen Sie ein Access-Token:',
    deviceStep:
      'Holen Sie einen Code und öffnen Sie dann die Adresse aus der Antwort auf einem beliebigen Gerät:',
    pollStep: 'Danach holen Sie die Tokens:',
  },
  secrets: {
    heading: 'Client-Geheimnisse',
    hint: 'Zwei können gleichzeitig gelten, damit Sie eines ohne Unterbrechung ersetzen können.',
    none: 'Es gibt kein Geheimnis; deshalb bekommt die Anwendung kein Token.',
    endsWith: 'Endet auf',
    made: 'erzeugt am',
    expires: 'läuft ab am',
    add: 'Neues Geheimnis erzeugen',
    remove: 'Entfernen',
    removeWhat: (hint) => `(das Geheimnis, das auf ${hint} endet)`,
    shownTitle: 'Ihr Client-Geheimnis',
    shownOnce:
      'Kopieren Sie es jetzt: Es wird nur dieses eine Mal angezeigt und lässt sich nicht wieder auslesen.',
    secret: 'Client-Geheimnis',
    goOn: 'Ich habe es kopiert',
  },
  delete: {
    title: (name) => `${name} löschen?`,
    warning:
      'Die Anwendung verliert sofort jeden Zugriff, für alle, die sie benutzen. Das lässt sich nicht rückgängig machen.',
    yes: 'Anwendung löschen',
    no: 'Behalten',
  },
  granted: {
    title: 'Anwendungen mit Zugriff',
    about: 'Diese Anwendungen dürfen Ihr Konto benutzen. Was Sie zurücknehmen, endet sofort.',
    none: 'Sie haben keiner Anwendung Zugriff auf Ihr Konto gegeben.',
    since: 'Seit',
    takeBack: 'Zurücknehmen',
    takeBackWhat: (application) => `(den Zugriff von ${application})`,
  },
};
