import type { Texts } from '../en.ts';

export const groups: Texts['groups'] = {
  about: 'Wer in einer Gruppe ist, hat ihre Rollen und den Zugang zu Diensten, der ihr gegeben wurde.',
  create: 'Neue Gruppe',
  created: 'Gruppe angelegt. Geben Sie ihr nun Rollen und Mitglieder.',
  deleted: 'Gruppe gelöscht.',
  search: 'Gruppe suchen',
  searchHint: 'Gesucht wird am Anfang des Namens.',
  noMatch: 'Keine Gruppe beginnt so',
  emptyHint:
    'Eine Gruppe gibt ihren Mitgliedern gemeinsam Rollen und Zugang zu Diensten. Legen Sie eine an und nehmen Sie Menschen auf.',
  nameHint: 'Zum Beispiel Innendienst. Nur einmal vergeben.',
  members: 'Mitglieder',
  membersAbout: 'Was die Gruppe hat, haben ihre Mitglieder, sobald sie darin sind.',
  addMember: 'Mitglied aufnehmen',
  added: 'In die Gruppe aufgenommen.',
  remove: (name) => `${name} aus der Gruppe entfernen`,
  removed: (name) => `${name} ist nicht mehr in der Gruppe.`,
  noMembers: 'Noch ist niemand darin',
  noMembersHint: 'Suchen Sie oben nach dem Anfang einer E-Mail-Adresse oder eines Benutzernamens.',
  rolesAbout: 'Jedes Mitglied hat diese Rollen. Geben und nehmen können Sie, was Sie selbst haben.',
  giveRole: 'Rolle geben',
  takeRole: (name) => `Die Rolle ${name} aus der Gruppe entfernen`,
  roleGiven: 'Rolle gegeben.',
  roleTaken: (name) => `Die Gruppe hat die Rolle ${name} nicht mehr.`,
  noRoles: 'Sie hat keine Rollen',
  noRolesHint: 'Ohne Rolle und ohne Zugang zu einem Dienst bedeutet die Mitgliedschaft nichts.',
  deleteConsequence({ name, roles, members }) {
    const lost = roles.length === 0 ? '' : ` die Rollen ${roles.join(', ')} und`;
    const count =
      members === null ? '' : ` (${members.isMore ? `mehr als ${members.count}` : members.count})`;
    return `Die Mitglieder von ${name}${count} verlieren${lost} den Zugang zu Diensten, der daran hängt, sofern sie ihn nicht auch anders haben. Ihre Konten bleiben. Das lässt sich nicht rückgängig machen.`;
  },
};
