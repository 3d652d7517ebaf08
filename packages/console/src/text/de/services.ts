import type { Texts } from '../en.ts';

export const services: Texts['services'] = {
  search: 'Nach dem Namen suchen',
  noMatch: 'Kein Dienst mit diesem Namen',
  noMatchHint: 'Gesucht wird am Anfang der Namen.',
  about: 'Ein Dienst ist eine Ihrer APIs, die Menschen mit Token dieses Servers einlässt.',
  steps: [
    'Registrieren: ein Name, und wer hinein darf.',
    'Einen Schlüssel machen und ein paar Zeilen in den Dienst kopieren.',
    'Zugang geben, mit Stufen und eigenen Daten.',
  ],
  add: 'Dienst registrieren',
  register: 'Registrieren',
  created: 'Der Dienst ist registriert.',
  audienceHint:
    'An wen seine Token gerichtet sind (aud): eine absolute URI, etwa seine Adresse. Sie ändert sich nie.',
  everyoneHint: 'Alle mit einem Konto kommen hinein; was Sie geben, fügt Stufen und Daten hinzu.',
  grantedHint: 'Sonst kommt niemand hinein, und der Dienst sieht sonst niemanden.',
  levelsHint: 'Von der kleinsten zur größten, etwa reader, editor. Nach jeder die Eingabetaste.',
  scopes: 'Scopes',
  fields: 'Was er von einem Konto sieht',
  tabs: { overview: 'Überblick', access: 'Zugang', data: 'Daten', keys: 'Schlüssel', connect: 'Verbinden' },
  keysAbout:
    'Mit einem Schlüssel zeigt der Dienst, dass er es ist: für seinen Feed von Änderungen und für Token, die ihm gelten.',
  key: 'Schlüssel',
  noKeys: 'Er hat noch keinen.',
  makeKey: 'Schlüssel machen',
  newKey: 'Der neue Schlüssel',
  expires: 'Läuft ab',
  revokeKey: 'Widerrufen',
  revokeKeyConsequence: (hint) =>
    `Was den Schlüssel ${hint} benutzt, wird sofort abgewiesen: Geben Sie ihm erst einen anderen.`,
  holders: 'Wem Zugang gegeben wurde',
  grantedAbout: 'Nur wer hier steht, kommt hinein, selbst oder durch eine Gruppe oder Rolle.',
  everyoneAbout: 'Alle kommen hinein; hier steht, wer außerdem eine Stufe oder Daten hat.',
  nobody: 'Hier wurde noch niemandem Zugang gegeben',
  nobodyHint:
    'Was eine Gruppe oder Rolle bekommt, gilt für alle, die sie haben; was ein einzelnes Konto bekommt, entscheidet allein.',
  toWhom: 'Zugang für wen?',
  goOn: 'Weiter',
  take: 'Wegnehmen',
  takeFrom: (name) => `${name} den Zugang nehmen`,
  changeOf: (name) => `Zugang von ${name} ändern`,
  taken: (name) => `${name} hat keinen eigenen Zugang mehr.`,
  schema: 'Schema seiner Daten',
  schemaAbout:
    'Was der Dienst neben der Stufe von jedem Konto aufbewahrt, als JSON Schema (2020-12). Es steht in seinen Token und seinem Feed und wird bei jedem Ausfüllen geprüft.',
  schemaRefused: 'Dieses Schema ist nicht zu gebrauchen',
  notSchema: (line, reason) =>
    line === null ? `Noch kein JSON-Objekt: ${reason}` : `Zeile ${line}: ${reason}`,
  preview: 'Was auszufüllen sein wird',
  noData: 'Nichts: Er hat weder Stufen noch Daten.',
  useExample: 'Mit einem Beispiel beginnen',
  connectAbout:
    'Kopieren Sie das in den Dienst. Er prüft Token selbst, folgt Änderungen und weist ab, wer nicht hinein darf.',
  framework: 'Framework',
  deleteTitle: (name) => `${name} löschen?`,
  deleteConsequence:
    'Alle verlieren ihren Zugang samt den Daten, seine Schlüssel werden sofort abgewiesen, und es entsteht kein Token mehr für ihn. Das ist endgültig.',
  typeName: (name) => `Zum Löschen den Namen eingeben: ${name}`,
  deleted: (name) => `${name} ist gelöscht.`,
};
