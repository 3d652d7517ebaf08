import type { Texts } from '../en.ts';

export const settings: Texts['settings'] = {
  intro:
    'Die geltende Konfiguration, und woher jeder Wert kommt. Geändert wird sie dort, wo der Server gestartet wird: in seiner Umgebung oder seiner Datei .env.',
  search: 'Suchen',
  onlySet: 'Nur Gesetztes',
  variable: 'Einstellung',
  value: 'Wert',
  source: 'Kommt aus',
  secretSet: 'gesetzt (wird nie gezeigt)',
  notSet: 'nicht gesetzt',
  none: 'Keine solche Einstellung',
  noneHint: 'Suchen Sie nach Wörtern des Namens oder der Beschreibung.',
  sources: {
    command_line: 'der Befehlszeile',
    environment: 'der Umgebung',
    env_file: 'einer Datei',
    default: 'der Vorgabe',
    derived: 'anderen Einstellungen',
    generated: 'dem ersten Start',
  },
};
