import type { accountNotices as englishNotices, accountPages as english } from '../en/account.ts';
import { auditWords } from '@ostiary/contract/audit-words/de';

export const accountNotices: typeof englishNotices = {
  'profile-saved': 'Ihr Profil ist gespeichert.',
  'email-sent': 'Der Link ist unterwegs. Sehen Sie in Ihrem Postfach nach, auch im Spam-Ordner.',
  'email-change-sent':
    'Ein Link ist an die neue Adresse unterwegs. Ihre Adresse ändert sich, sobald Sie ihn öffnen; bis dahin gilt die alte.',
  'password-changed': 'Ihr Passwort ist geändert. Überall sonst sind Sie abgemeldet.',
  'factor-added': 'Das ist eingerichtet. Ab jetzt weisen Sie sich damit beim Anmelden aus.',
  'factor-removed': 'Das ist entfernt.',
  'passkey-renamed': 'Der Passkey hat seinen neuen Namen.',
  'browser-forgotten':
    'Diesem Browser wird nicht mehr vertraut. Die nächste Anmeldung dort fragt nach Ihrem zweiten Faktor.',
  'browsers-forgotten': 'Keinem Browser wird mehr vertraut.',
  'sessions-ended': 'Überall sonst sind Sie abgemeldet.',
  'token-revoked': 'Das Token ist widerrufen. Es kann nicht mehr verwendet werden.',
  'deletion-requested': 'Ihr Konto wird gelöscht. Bis dahin können Sie es sich anders überlegen.',
  'deletion-cancelled': 'Ihr Konto bleibt bestehen.',
  'account-deleted': 'Ihr Konto ist gelöscht.',
};

const overview: typeof english.overview = {
  title: 'Kontoübersicht',
  about: (name) => `Angemeldet als ${name}.`,
  attention: 'Was Sie tun sollten',
  unverified: (email) => `Ihre E-Mail-Adresse ${email} ist noch nicht bestätigt.`,
  sendLink: 'Link senden',
  factorMissing: (date) =>
    `Ihre Rolle verlangt einen zweiten Faktor. Richten Sie bis zum ${date} einen ein; danach können Sie sich ohne ihn nicht mehr anmelden.`,
  setUpFactor: 'Zweiten Faktor einrichten',
  fewCodes: (count) =>
    `Sie haben nur noch ${count === 1 ? 'einen Wiederherstellungscode' : `${count} Wiederherstellungscodes`}. Erzeugen Sie neue, bevor sie ausgehen.`,
  noCodes:
    'Sie haben keine Wiederherstellungscodes. Ohne Ihren zweiten Faktor kämen Sie nicht mehr in Ihr Konto.',
  makeCodes: 'Wiederherstellungscodes erzeugen',
  deletion: (date) => `Ihr Konto wird am ${date} gelöscht.`,
  keep: 'Konto behalten',
  nothing: 'Zurzeit gibt es nichts zu tun.',
  everything: 'Was Sie hier verwalten können',
};

const names: typeof english.names = {
  overview: 'Übersicht',
  profile: 'Profil',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  factors: 'Zweite Faktoren',
  sessions: 'Geräte',
  applications: 'Anwendungen',
  tokens: 'API-Tokens',
  activity: 'Aktivität',
  data: 'Ihre Daten',
};

const abouts: typeof english.abouts = {
  profile: 'Ihr Name und Ihre Telefonnummer.',
  email: 'Damit melden Sie sich an, und dorthin schreiben wir Ihnen.',
  password: 'Ein neues wählen.',
  factors: 'Authenticator-Apps, Passkeys, Wiederherstellungscodes und vertraute Browser.',
  sessions: 'Wo Sie angemeldet sind; dort abmelden.',
  applications: 'Was Ihr Konto verwenden darf.',
  tokens: 'Für Ihre Skripte und Maschinen.',
  activity: 'Was in Ihrem Konto geschehen ist, und wann.',
  data: 'Herunterladen, was über Sie gespeichert ist, oder das Konto löschen.',
};

const profile: typeof english.profile = {
  title: 'Profil',
  username: 'Benutzername',
  usernameFixed: 'Nur ein Administrator kann ihn ändern.',
  firstName: 'Vorname',
  lastName: 'Nachname',
  phone: 'Telefonnummer',
  phoneHint: 'Ziffern, Leerzeichen und + ( ) - . /',
  save: 'Speichern',
};

const email: typeof english.email = {
  title: 'E-Mail-Adresse',
  present: 'Ihre Adresse',
  none: 'Sie haben keine E-Mail-Adresse angegeben.',
  state: 'Stand',
  verified: (date) => `Bestätigt am ${date}`,
  unverified: 'Noch nicht bestätigt',
  verifyAbout: 'Wir senden einen Link dorthin. Öffnen Sie ihn, um zu zeigen, dass die Adresse Ihnen gehört.',
  send: 'Link senden',
  toChange: 'Adresse ändern',
  changeTitle: 'E-Mail-Adresse ändern',
  changeAbout: 'Wir senden einen Link an die neue Adresse. Ihre Adresse ändert sich, sobald Sie ihn öffnen.',
  newEmail: 'Neue E-Mail-Adresse',
  change: 'Link an die neue Adresse senden',
  cancel: 'Abbrechen',
  missing: 'Geben Sie die neue E-Mail-Adresse ein.',
  same: 'Das ist schon Ihre Adresse.',
  noMail: 'Dieser Server verschickt keine E-Mails. Bitten Sie einen Administrator, Ihre Adresse zu ändern.',
};

const password: typeof english.password = {
  title: 'Passwort',
  about:
    'Ein neues Passwort meldet Sie überall sonst ab, hebt das Vertrauen in Browser auf und widerruft alle Ihre API-Tokens.',
  present: 'Bisheriges Passwort',
  next: 'Neues Passwort',
  again: 'Neues Passwort wiederholen',
  change: 'Passwort ändern',
  wrong: 'Das ist nicht Ihr bisheriges Passwort.',
  presentMissing: 'Geben Sie Ihr bisheriges Passwort ein.',
  nextMissing: 'Geben Sie ein neues Passwort ein.',
  mismatch: 'Die beiden Passwörter stimmen nicht überein.',
  forgotten: 'Vergessen, oder nie eines gehabt?',
  recover: 'Link per E-Mail anfordern',
};

const factors: typeof english.factors = {
  title: 'Zweite Faktoren',
  about:
    'Mit einem zweiten Faktor kann sich niemand als Sie anmelden, nur weil er Ihr Passwort kennt. Ein Passkey kann auch das Passwort ersetzen.',
  required: 'Ihre Rolle verlangt einen zweiten Faktor.',
  requiredUntil: (date) => `Ihre Rolle verlangt einen zweiten Faktor. Richten Sie bis zum ${date} einen ein.`,
  added: 'hinzugefügt am',
  lastUsed: 'zuletzt verwendet am',
  neverUsed: 'nie verwendet',
  remove: 'Entfernen',
  cancel: 'Abbrechen',
  lastOne:
    'Ihre Rolle verlangt einen zweiten Faktor, und dies ist Ihr letzter. Richten Sie zuerst einen anderen ein und entfernen Sie dann diesen.',
  removeTitle: (name) => `${name} entfernen?`,
  removeApp: 'Die Codes der App gelten danach nicht mehr. Löschen Sie den Eintrag auch dort.',
  removePasskey: 'Sie können sich damit nicht mehr anmelden. Löschen Sie ihn auch auf Ihrem Gerät.',
  removeCodes:
    'Mit Ihrem letzten zweiten Faktor verschwinden auch Ihre Wiederherstellungscodes und vertrauten Browser.',
  apps: {
    heading: 'Authenticator-Apps',
    none: 'Sie haben keine. Eine solche App zeigt auf Ihrem Telefon jede halbe Minute einen neuen Code aus sechs Ziffern.',
    add: 'Authenticator-App hinzufügen',
    nameHint: 'Damit Sie sie wiedererkennen: zum Beispiel nach dem Telefon, auf dem sie ist.',
    name: 'Bezeichnung',
    defaultName: 'Authenticator-App',
    nameMissing: 'Geben Sie eine Bezeichnung ein.',
    goOn: 'Weiter',
    confirmTitle: 'Authenticator-App verbinden',
    scan: 'Scannen Sie dies mit der App:',
    qrName: 'QR-Code für die Authenticator-App',
    byHand: 'Oder geben Sie diesen Schlüssel in der App von Hand ein:',
    enterCode: 'Geben Sie dann den Code ein, den die App zeigt:',
    code: 'Code aus sechs Ziffern',
    codeMissing: 'Geben Sie den Code ein, den die App zeigt.',
    confirm: 'App verbinden',
  },
  passkeys: {
    heading: 'Ihre Passkeys',
    none: 'Sie haben keine. Ein Passkey meldet Sie mit Fingerabdruck, Gesicht oder PIN an und kann nicht abgefischt werden.',
    add: 'Passkey hinzufügen',
    addTitle: 'Passkey hinzufügen',
    addAbout:
      'Ihr Browser bittet Sie, mit Fingerabdruck, Gesicht, PIN oder Sicherheitsschlüssel zu bestätigen.',
    name: 'Bezeichnung',
    nameHint:
      'Damit Sie ihn wiedererkennen: zum Beispiel nach dem Gerät oder Passwortmanager, der ihn bewahrt.',
    defaultName: 'Mein Passkey',
    nameMissing: 'Geben Sie eine Bezeichnung ein.',
    synced: 'zwischen Ihren Geräten abgeglichen',
    bound: 'nur auf einem Gerät',
    cloned: 'Gesperrt, weil es anscheinend eine Kopie davon gibt. Entfernen Sie ihn.',
    rename: 'Umbenennen',
    renameTitle: 'Passkey umbenennen',
    save: 'Speichern',
  },
  codes: {
    heading: 'Wiederherstellungscodes',
    about: 'Mit einem davon können Sie sich ohne Ihren zweiten Faktor anmelden. Jeder gilt einmal.',
    needFactor: 'Wiederherstellungscodes bekommen Sie, wenn Sie einen zweiten Faktor einrichten.',
    left: (count) => (count === 1 ? 'Einer ist übrig.' : `${count} sind übrig.`),
    none: 'Keiner ist übrig.',
    make: 'Neue Wiederherstellungscodes erzeugen',
    makeTitle: 'Neue Wiederherstellungscodes erzeugen?',
    makeAbout: 'Sie bekommen zehn neue. Die bisherigen gelten dann nicht mehr.',
    shownTitle: 'Ihre Wiederherstellungscodes',
    shownOnce:
      'Drucken Sie sie jetzt aus oder schreiben Sie sie auf: Sie werden nur dieses eine Mal gezeigt.',
    shownAbout:
      'Bewahren Sie sie auf, wo niemand sonst sie findet, und nicht nur auf dem Gerät, mit dem Sie sich anmelden.',
    goOn: 'Ich habe sie aufbewahrt',
  },
  trusted: {
    heading: 'Vertraute Browser',
    about: 'Dort wird eine Zeit lang nicht nach dem zweiten Faktor gefragt.',
    until: 'bis',
    trustedSince: 'Vertraut seit',
    forget: 'Nicht mehr vertrauen',
    forgetAll: 'Keinem mehr vertrauen',
  },
};

const sessions: typeof english.sessions = {
  title: 'Geräte',
  how: 'mit',
  endOthers: 'Überall sonst abmelden',
  everywhere: 'Überall abmelden',
  onlyHere: 'Sonst sind Sie nirgends angemeldet.',
  older: 'Ältere zeigen',
  newest: 'Die neuesten zeigen',
  methods: {
    pwd: 'Passwort',
    otp: 'Einmalcode',
    email: 'E-Mail',
    hwk: 'einem Passkey',
    swk: 'einem Passkey',
  },
};

const tokens: typeof english.tokens = {
  title: 'API-Tokens',
  about:
    'Mit einem Token handelt ein Skript oder eine Maschine als Sie und darf alles, was Sie dürfen. Geben Sie jedem ein eigenes, damit Sie es einzeln widerrufen können.',
  none: 'Sie haben keine.',
  login: 'Token der Anmelde-API',
  made: 'erstellt am',
  expires: 'gilt bis',
  never: 'läuft nicht ab',
  expired: 'abgelaufen am',
  lastUsed: 'zuletzt verwendet am',
  neverUsed: 'nie verwendet',
  revoke: 'Widerrufen',
  revokeWhat: (name) => `(das Token ${name})`,
  make: 'Token erstellen',
  makeTitle: 'Token erstellen',
  name: 'Bezeichnung',
  nameHint: 'Wofür es ist, zum Beispiel „Sicherungsskript“.',
  expiry: 'Gilt',
  lifetimes: { '30': '30 Tage', '90': '90 Tage', '365': 'ein Jahr', never: 'bis es widerrufen wird' },
  cancel: 'Abbrechen',
  shownTitle: 'Ihr neues Token',
  shownOnce:
    'Kopieren Sie es jetzt: Es wird nur dieses eine Mal gezeigt und kann nicht noch einmal gelesen werden.',
  token: 'Das Token',
  use: 'Senden Sie es mit jeder Anfrage:',
  goOn: 'Ich habe es kopiert',
  older: 'Ältere zeigen',
};

const activity: typeof english.activity = {
  title: 'Aktivität',
  about:
    'Was in Ihrem Konto geschehen ist, das Neueste zuerst. Wenn etwas davon nicht von Ihnen war, ändern Sie Ihr Passwort.',
  none: 'Noch ist nichts verzeichnet.',
  from: 'von',
  by: {
    other: 'durch jemand anderen',
    anonymous: 'durch jemanden, der nicht angemeldet war',
    system: 'durch das System',
    command: 'durch den Betreiber',
  },
  outcomes: { failure: 'fehlgeschlagen', denied: 'abgelehnt' },
  older: 'Ältere Einträge zeigen',
  newest: 'Die neuesten zeigen',
  actions: auditWords,
};

const data: typeof english.data = {
  title: 'Ihre Daten',
  downloadHeading: 'Daten herunterladen',
  downloadAbout:
    'Sie bekommen eine Datei (JSON) mit Profil, Rollen, Zugriffsrechten, Sitzungen, Faktoren, Tokens und Aktivität. Passwörter und Geheimnisse sind nicht darin.',
  download: 'Meine Daten herunterladen',
  deleteHeading: 'Konto löschen',
  deleteAbout: 'Damit wird Ihr Konto hier und in allen angeschlossenen Diensten gelöscht.',
  toDelete: 'Mein Konto löschen …',
  pending: (date) => `Ihr Konto wird am ${date} gelöscht.`,
  deleteTitle: 'Konto löschen?',
  graceful: (date) =>
    `Wenn Sie fortfahren, werden Sie überall sonst abgemeldet, und das Konto wird am ${date} gelöscht. Bis dahin können Sie es sich hier anders überlegen.`,
  byMail: 'Sie bekommen eine E-Mail mit einem Link, mit dem das auch geht.',
  atOnce: 'Wenn Sie fortfahren, wird das Konto sofort gelöscht. Das lässt sich nicht rückgängig machen.',
  erased: 'Jeder angeschlossene Dienst wird angewiesen zu löschen, was er über Sie weiß.',
  confirm: (login) => `Geben Sie zur Bestätigung ${login} ein`,
  mismatch: 'Das ist nicht, was oben steht. Ihr Konto ist unverändert.',
  yes: 'Mein Konto löschen',
  no: 'Mein Konto behalten',
};

export const accountPages: typeof english = {
  navigation: 'Konto',
  back: 'Kontoübersicht',
  signOut: 'Abmelden',
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
