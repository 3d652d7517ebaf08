import type { Texts } from '../en.ts';

export const users: Texts['users'] = {
  search: 'E-Mail oder Benutzername',
  searchHint: 'Der Anfang davon',
  empty: 'Noch niemand da',
  emptyHint:
    'Legen Sie das erste Konto an, laden Sie jemanden ein oder importieren Sie viele mit dem Befehl.',
  noMatch: 'Niemand passt dazu',
  noMatchHint: 'Gesucht wird am Anfang von E-Mail-Adressen und Benutzernamen.',
  active: 'Aktiv',
  inactive: 'Stillgelegt',
  staff: 'Mitarbeiter',
  superuser: 'Administrator',
  lastSignIn: 'Letzte Anmeldung',
  filterState: 'Zustand',
  filterAll: 'Alle',
  email: 'E-Mail',
  username: 'Benutzername',
};
