import type { Texts } from '../en.ts';

export const user: Texts['user'] = {
  profile: 'Profil',
  roles: 'Rollen und Gruppen',
  sessions: 'Sitzungen',
  tokens: 'Token',
};
