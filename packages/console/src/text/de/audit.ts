import type { Texts } from '../en.ts';

export const audit: Texts['audit'] = {
  live: 'Zeigen, was gerade geschieht',
  from: 'Ab',
  to: 'Vor',
  actorId: 'Id dessen, der es tat',
  targetType: 'Art des Ziels, etwa user oder role',
  targetId: 'Id des Ziels',
  requestId: 'Request-Id',
  details: 'Einzelheiten',
  detailsOf: (number) => `Einzelheiten des Eintrags ${number}`,
  show: 'Zeigen',
  entry: 'Eintrag des Protokolls',
  meaning: 'Bedeutung',
  number: 'Nummer in der Kette',
  userAgent: 'Browser oder Programm',
  sameActor: 'Alles, was diese Person tat',
  sameTarget: 'Alles, was hiermit geschah',
  sameRequest: 'Alles aus dieser Anfrage',
  actors: { anonymous: 'Niemand angemeldet', system: 'Ostiary selbst', command: 'Die Befehlszeile' },
  export: 'Exportieren',
  verify: 'Kette prüfen',
  verifying: (count) => `${count} Einträge sind bisher in Ordnung …`,
  intact: 'Nichts wurde verändert',
  intactHint: (count) =>
    `Alle ${count} Einträge sind da, in der richtigen Folge und so, wie sie geschrieben wurden. Bewahren Sie diesen Hash des letzten anderswo auf: Er zeigt später, dass keine alte Kopie an die Stelle trat.`,
  broken: 'Das Protokoll wurde verändert',
  brokenHint: (number, reason) =>
    `Ab Eintrag ${number} ist ihm nicht zu trauen: ${reason}. Vergleichen Sie es mit einer Sicherung oder einem Export.`,
};
