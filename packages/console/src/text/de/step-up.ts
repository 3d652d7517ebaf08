import type { Texts } from '../en.ts';

export const stepUp: Texts['stepUp'] = {
  title: 'Sind Sie es noch?',
  why: 'Das ist heikel, und Ihre Anmeldung liegt eine Weile zurück. Zeigen Sie noch einmal, dass Sie es sind; dann geht es weiter.',
  password: 'Ihr Passwort',
  showPassword: 'Passwort zeigen',
  code: 'Code Ihrer Authenticator-App oder ein Wiederherstellungscode',
  passkey: 'Passkey verwenden',
  goOn: 'Weiter',
  otherWay: 'Anders bestätigen',
};
