import { applications } from './de/applications.ts';
import { audit } from './de/audit.ts';
import { decisions } from './de/decisions.ts';
import { groups } from './de/groups.ts';
import { keys } from './de/keys.ts';
import { lists } from './de/lists.ts';
import { mail } from './de/mail.ts';
import { overview } from './de/overview.ts';
import { review } from './de/review.ts';
import { roles } from './de/roles.ts';
import { services } from './de/services.ts';
import { settings } from './de/settings.ts';
import { stepUp } from './de/step-up.ts';
import { user } from './de/user.ts';
import { userAccess } from './de/user-access.ts';
import { users } from './de/users.ts';
import { webhooks } from './de/webhooks.ts';
import type { Texts } from './en.ts';

export const de: Texts = {
  locale: 'de-DE',
  product: 'Ostiary',
  skip: 'Zum Inhalt springen',
  areas: {
    overview: 'Übersicht',
    users: 'Konten',
    groups: 'Gruppen',
    roles: 'Rollen und Rechte',
    services: 'Dienste',
    applications: 'Anwendungen',
    webhooks: 'Webhooks',
    review: 'Zugriffsprüfung',
    audit: 'Protokoll',
    keys: 'Signaturschlüssel',
    decisions: 'Zugriff erklären',
    mail: 'Mail',
    settings: 'Einstellungen',
  },
  about: {
    overview: '',
    users: 'Wer ein Konto hat, was daran hängt, womit und wo angemeldet.',
    groups: 'Was Menschen gemeinsam bekommen.',
    roles: 'Was Menschen dürfen.',
    services: 'APIs, die Menschen einlassen.',
    applications: 'Was Menschen über OAuth anmeldet.',
    webhooks: 'Adressen, die erfahren, was geschieht.',
    review: 'Jedes Konto mit allem, was daran hängt, auch die mit nichts.',
    audit: 'Wer was wann und von wo getan hat.',
    keys: 'Womit Token unterschrieben werden.',
    decisions: 'Was jemand darf, und warum.',
    mail: 'Welche Mails an wen gingen, und was fehlschlug.',
    settings: 'Die geltende Konfiguration, und woher jeder Wert kommt.',
  },
  shell: {
    navigation: 'Bereiche der Konsole',
    openNavigation: 'Navigation öffnen',
    account: 'Mein Konto',
    signOut: 'Abmelden',
    reference: 'API-Referenz',
    theme: 'Dunkel oder hell',
    search: 'Suchen oder springen …',
    searchShort: 'Suchen',
    nothingFound: 'Nichts gefunden',
    notAllowedTitle: 'Hier ist nichts für Sie',
    notAllowed: 'Ihre Rollen zeigen Ihnen diesen Bereich nicht. Fragen Sie jemanden, der Rollen verwaltet.',
    notFoundTitle: 'Unter dieser Adresse ist nichts',
    backToStart: 'Zur Übersicht',
  },
  common: {
    loading: 'Lädt',
    retry: 'Noch einmal versuchen',
    failed: 'Das hat nicht geklappt',
    requestId: 'Anfragenummer',
    save: 'Speichern',
    cancel: 'Abbrechen',
    create: 'Anlegen',
    delete: 'Löschen',
    remove: 'Entfernen',
    edit: 'Bearbeiten',
    close: 'Schließen',
    copy: 'Kopieren',
    copied: 'Kopiert',
    yes: 'Ja',
    no: 'Nein',
    none: 'keine',
    never: 'nie',
    actions: 'Aktionen',
    name: 'Name',
    description: 'Beschreibung',
    created: 'Angelegt',
    changed: 'Geändert',
    nextPage: 'Nächste Seite',
    firstPage: 'Erste Seite',
    shownOnce: 'Es wird nur dieses eine Mal gezeigt. Kopieren Sie es jetzt.',
    saved: 'Gespeichert.',
    undo: 'Rückgängig',
    selectPage: 'Alle dieser Seite auswählen',
    select: (name) => `${name} auswählen`,
    changedMeanwhile:
      'Jemand anders hat das inzwischen geändert. Sie sehen den jetzigen Stand; ändern Sie ihn noch einmal.',
    areYouSure: 'Sind Sie sicher?',
  },
  applications,
  audit,
  decisions,
  groups,
  keys,
  lists,
  mail,
  overview,
  review,
  roles,
  services,
  settings,
  stepUp,
  user,
  userAccess,
  users,
  webhooks,
};
