import type { devMail as english } from '../en/dev-mail.ts';

export const devMail: typeof english = {
  title: 'E-Mails dieses Servers',
  about:
    'Dieser Server ist in Entwicklung: Er verschickt keine E-Mails. Was er verschickt hätte, steht hier, das Neueste zuerst, für alle, die diese Seite auf demselben Rechner öffnen.',
  none: 'Es gibt noch keine. Legen Sie ein Konto an oder verlangen Sie ein neues Passwort und sehen Sie noch einmal nach.',
  to: 'An',
  when: 'Geschrieben',
  template: 'Vorlage',
  messageId: 'Nachrichten-ID',
  all: 'Alle E-Mails',
  text: 'Als Text',
  html: 'Als HTML',
  openHtml: 'HTML öffnen',
};
