import type { Texts } from '../en.ts';

function people({ count, isMore }: { count: number; isMore: boolean }): string {
  if (isMore) return `Mehr als ${count} Personen`;
  return count === 1 ? '1 Person' : `${count} Personen`;
}

const changes = (count: number) => (count === 1 ? '1 Änderung' : `${count} Änderungen`);

export const roles: Texts['roles'] = {
  about: 'Eine Rolle fasst Rechte zusammen. Man hat sie selbst oder über eine Gruppe.',
  role: 'Rolle',
  create: 'Neue Rolle',
  createWith: (count) => (count === 1 ? 'Mit 1 Recht anlegen' : `Mit ${count} Rechten anlegen`),
  created: 'Rolle angelegt. Geben Sie sie nun jemandem oder einer Gruppe.',
  deleted: 'Rolle gelöscht.',
  search: 'Rolle suchen',
  noMatch: 'Keine Rolle beginnt so',
  builtin: 'Eingebaut',
  custom: 'Eigene',
  kind: 'Art',
  nameHint: 'Buchstaben, Ziffern, Punkte, Doppelpunkte, Binde- und Unterstriche.',
  nameFixed: 'Eingebaute Rollen behalten ihren Namen.',
  levelHint:
    'Wie mächtig, für Regeln, die nach einer Stufe fragen: 0 ist die höchste. Niemand verwaltet, was über der eigenen Stufe steht. Leer heißt: keine.',
  noLevel: 'Keine: die Rolle sagt nichts über Macht',
  levelMeans: (level) =>
    level === 0
      ? '0, die höchste: niemand steht darüber'
      : `${level}: verwaltet nur, wer selbst Stufe ${level} oder eine kleinere Zahl hat`,
  template: 'Beginnen mit',
  templateHint: 'Nur ein Vorschlag: wählen Sie unten, was die Rolle enthalten soll.',
  templates: {
    nothing: { name: 'Nichts', about: 'Eine leere Rolle.' },
    auditor: { name: 'Prüfung', about: 'Sieht alles, ändert nichts.' },
    support: {
      name: 'Support',
      about: 'Hilft Menschen: setzt Passwörter und Faktoren zurück, beendet Sitzungen. Vergibt keine Rollen.',
    },
    services: {
      name: 'Dienste verwalten',
      about: 'Kümmert sich um Dienste und Anwendungen und darum, wer Zugang zu Diensten hat.',
    },
  },
  onlyOwn:
    'Hinzufügen können Sie nur, was Sie selbst haben, und nichts zu einer Rolle, die Sie selbst haben.',
  worthMore: 'Diese Rolle können Sie nicht ändern: sie ist mehr wert als das, was Sie selbst haben.',
  findPermission: 'Recht suchen',
  noPermissionMatches: 'Nichts dergleichen.',
  noPermissions: 'Sie enthält kein Recht von Ostiary. Dienste können trotzdem nach der Rolle selbst fragen.',
  holders: 'Wer sie hat',
  holderGroups: 'Gruppen, deren Mitglieder sie haben',
  holderUsers: 'Personen, die sie selbst haben',
  noHolders: 'Niemand hat sie selbst',
  noHoldersHint: 'Vergeben Sie sie auf der Seite einer Person oder einer Gruppe.',
  deleteConsequence({ name, holders, groups }) {
    const direct = holders ? `${people(holders)} mit dieser Rolle` : 'Alle, die diese Rolle selbst haben,';
    const through = groups.length > 0 ? ` und alle Mitglieder von ${groups.join(', ')}` : '';
    return `Betroffen: ${direct}${through}. Sie verlieren ${name} und den Zugang zu Diensten, der daran hängt. Das lässt sich nicht rückgängig machen.`;
  },
  discard: 'Verwerfen',
  changes,
  changesOf: (count) =>
    `${changes(count.changes)} in ${count.roles === 1 ? '1 Rolle' : `${count.roles} Rollen`}`,
  matrix: 'Matrix',
  matrixAbout: 'Ändern Sie, was Sie möchten: gespeichert wird erst, wenn Sie es durchgesehen haben.',
  matrixRead: 'Welche Rolle was enthält.',
  matrixKeys: 'Pfeiltasten führen von Kästchen zu Kästchen, die Leertaste ändert eines.',
  review: 'Änderungen durchsehen',
  comes: 'bekommt',
  goes: 'verliert',
  atOnce: 'Für alle, die diese Rollen haben, gilt es innerhalb einer Sekunde.',
  nothingLeft: 'Es gibt nichts mehr zu speichern.',
  saveRoles: (count) => (count === 1 ? '1 Rolle speichern' : `${count} Rollen speichern`),
  conflict:
    'Jemand anderes hat diese Rolle inzwischen geändert, darum wurde sie nicht gespeichert. Hier steht, was noch zu tun ist: sehen Sie es an und speichern Sie noch einmal.',
  permissionsAbout:
    'Die eigenen Rechte prüft Ostiary selbst. Legen Sie weitere für Dienste an: diese fragen, ob jemand eines hat.',
  newPermission: 'Neues Recht',
  permissionNameHint: 'Erst das Hauptwort, dann was getan wird: orders.read',
  describe: (name) => `${name} bearbeiten`,
  noCustom: 'Noch keine eigenen Rechte',
  noCustomHint:
    'Legen Sie eines an, etwa orders.read, nehmen Sie es in eine Rolle auf und lassen Sie Ihren Dienst danach fragen.',
  permissionDeleted: 'Recht gelöscht.',
  deletePermissionConsequence: (name, losing) =>
    losing.length === 0
      ? `Keine Rolle enthält ${name}. Dienste, die danach fragen, erhalten ein Nein.`
      : `Diese Rollen verlieren ${name}: ${losing.join(', ')}. Dienste, die danach fragen, erhalten ein Nein.`,
};
