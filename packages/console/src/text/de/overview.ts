import type { Texts } from '../en.ts';

const counted = (count: number, one: string, many: string): string =>
  count === 1 ? one : `${count} ${many}`;

export const overview: Texts['overview'] = {
  firstSteps: 'Erste Schritte',
  done: 'Erledigt.',
  steps: {
    service: {
      title: 'Einen Dienst eintragen',
      hint: 'Eine API, die Menschen einlässt, mit eigenen Stufen und Daten.',
    },
    application: {
      title: 'Eine Anwendung eintragen',
      hint: 'Sie meldet Menschen über OAuth oder OpenID Connect an.',
    },
    people: {
      title: 'Jemanden hereinholen',
      hint: 'Laden Sie Menschen ein, oder importieren Sie vorhandene Konten.',
    },
  },
  needsAttention: 'Zu beachten',
  allWell: 'Es ist alles in Ordnung.',
  severities: { warning: 'Warnung', notice: 'Hinweis' },
  attention: {
    administrators_without_factor: (count) =>
      counted(
        count,
        'Ein Administratorkonto hat keinen zweiten Faktor',
        'Administratorkonten haben keinen zweiten Faktor',
      ),
    one_administrator: () => 'Es gibt nur ein Administratorkonto',
    application_secrets_expiring: (count) =>
      counted(
        count,
        'Das Geheimnis einer Anwendung läuft bald ab',
        'Geheimnisse von Anwendungen laufen bald ab',
      ),
    deletions_due_soon: (count) =>
      counted(count, 'Ein Konto wird bald gelöscht', 'Konten werden bald gelöscht'),
    import_interrupted: (count) =>
      counted(count, 'Ein Import wurde unterbrochen', 'Importe wurden unterbrochen'),
    logouts_failed: (count) =>
      counted(
        count,
        'Eine Anwendung hat von einer Abmeldung nicht erfahren',
        'Mal hat eine Anwendung von einer Abmeldung nicht erfahren',
      ),
    mails_failed: (count) =>
      counted(count, 'Eine E-Mail wurde nicht zugestellt', 'E-Mails wurden nicht zugestellt'),
    sign_in_failures: (count) => `${count} Anmeldungen wurden am letzten Tag abgewiesen`,
    webhook_events_failed: (count) =>
      counted(
        count,
        'Ein Ereignis für einen Webhook wurde aufgegeben',
        'Ereignisse für Webhooks wurden aufgegeben',
      ),
    webhooks_failing: (count) => counted(count, 'Ein Webhook schlägt fehl', 'Webhooks schlagen fehl'),
    webhooks_paused: (count) =>
      counted(
        count,
        'Ein Webhook wurde angehalten, weil nichts ankam',
        'Webhooks wurden angehalten, weil nichts ankam',
      ),
    signing_key_old: (count) => `Der Signaturschlüssel ist ${count} Tage alt`,
  },
  advice: {
    administrators_without_factor:
      'Wer ein solches Passwort erfährt, hat Zugriff auf alles. Verlangen Sie einen zweiten Faktor.',
    one_administrator:
      'Geht das Passwort verloren oder fällt die Person aus, kann niemand einspringen. Legen Sie ein zweites an.',
    application_secrets_expiring:
      'Innerhalb von zwei Wochen. Geben Sie den Anwendungen vorher neue Geheimnisse.',
    deletions_due_soon: 'Innerhalb von zwei Wochen. Bis dahin lässt es sich zurücknehmen.',
    import_interrupted: 'Starten Sie ihn mit derselben Datei erneut: Er macht weiter, wo er aufgehört hat.',
    logouts_failed: 'In den letzten sieben Tagen. Dort wirken manche vielleicht noch angemeldet.',
    mails_failed: 'In den letzten sieben Tagen. Sehen Sie nach, warum, und senden Sie sie erneut.',
    sign_in_failures: 'Das ist weit mehr als üblich. Sehen Sie nach, woher sie kommen.',
    webhook_events_failed:
      'In den letzten sieben Tagen. Sehen Sie nach, warum, und senden Sie sie noch einmal.',
    webhooks_failing:
      'Seit über einer Stunde. Was inzwischen geschieht, wartet und kommt, sobald sie antworten.',
    webhooks_paused: 'Sehen Sie nach, warum, und setzen Sie sie fort: Es geht weiter, wo sie waren.',
    signing_key_old: 'Wechseln Sie ihn etwa einmal im Jahr.',
  },
  activity: 'Aktivität',
  range: 'Zeitraum',
  ranges: { day: '24 h', week: '7 Tage', month: '30 Tage', quarter: '90 Tage' },
  figures: { users: 'Konten', sessions: 'Offene Sitzungen' },
  now: 'jetzt',
  estimate: 'ungefähr, jetzt',
  change: (percent) => `${percent} zum Zeitraum davor`,
  nothingBefore: 'keine im Zeitraum davor',
  lines: {
    signIns: 'Anmeldungen',
    refused: 'Abgewiesen',
    signUps: 'Neue Konten',
    tokens: 'Ausgestellte Token',
    password: 'Passwort',
    refresh: 'Erneuerung',
    code: 'Autorisierungscode',
    client: 'Client Credentials',
    otherTokens: 'Andere',
  },
  charts: { signIns: 'Anmeldungen', tokens: 'Ausgestellte Token nach Art', signUps: 'Neue Konten' },
  chartOf: (title) => `Diagramm: ${title}. Die Tabelle darunter enthält die Zahlen.`,
  asTable: 'Als Tabelle',
  when: 'Ab',
  health: 'Zustand',
  facts: {
    version: 'Version',
    started: 'Läuft seit',
    database: 'Datenbank',
    mail: 'E-Mail',
    key: 'Signaturschlüssel erstellt',
  },
  databases: { sqlite: 'SQLite', postgres: 'PostgreSQL' },
  unknown: 'Größe unbekannt',
  mailOn: (waiting) => (waiting === 0 ? 'ein, nichts wartet' : `ein, ${waiting} warten`),
  mailOff: 'aus: Niemand kann per E-Mail eingeladen werden oder sein Passwort zurücksetzen',
};
