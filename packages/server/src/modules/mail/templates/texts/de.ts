import type { MailTemplate } from '../../mail.types.ts';
import type { MailText } from '../mail-text.ts';

const ifNotYou =
  'Wenn Sie das nicht waren, war jemand anderes in Ihrem Konto: Setzen Sie sofort ein neues Passwort.';

export const de: Readonly<Record<MailTemplate, MailText>> = {
  'verify-email': {
    subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
    lead: ['Bitte bestätigen Sie, dass diese E-Mail-Adresse Ihnen gehört.'],
    action: ['E-Mail-Adresse bestätigen', 'link'],
    closing: [
      'Der Link gilt einmal und {{hours}} Stunden lang.',
      'Wenn Sie sich bei {{url}} nicht angemeldet haben, brauchen Sie nichts zu tun: Ohne Sie wird die Adresse nicht bestätigt.',
    ],
  },
  'account-exists': {
    subject: 'Sie haben schon ein Konto',
    lead: [
      'Jemand, vermutlich Sie, wollte gerade bei {{product}} ein Konto mit dieser E-Mail-Adresse anlegen. Mit ihr gibt es schon eines; geändert wurde nichts.',
    ],
    action: ['Anmelden', 'signInLink'],
    closing: [
      'Sie wissen Ihr Passwort nicht mehr? Setzen Sie hier ein neues: {{recoveryLink}}',
      'Wenn Sie das nicht waren, brauchen Sie nichts zu tun.',
    ],
  },
  'change-email': {
    subject: 'Bestätigen Sie Ihre neue E-Mail-Adresse',
    lead: ['Bitte bestätigen Sie, dass Ihr Konto von jetzt an diese E-Mail-Adresse haben soll.'],
    action: ['Diese E-Mail-Adresse verwenden', 'link'],
    closing: [
      'Der Link gilt einmal und {{hours}} Stunden lang. Bis dahin behält Ihr Konto die bisherige Adresse.',
      'Wenn Sie das nicht verlangt haben, brauchen Sie nichts zu tun.',
    ],
  },
  'email-changed': {
    subject: 'Ihre E-Mail-Adresse wurde geändert',
    lead: ['Die E-Mail-Adresse Ihres Kontos wurde geändert. E-Mails gehen von jetzt an an die neue.'],
    facts: [
      ['Neue Adresse', '{{newEmail}}'],
      ['Zeitpunkt', '{{time}}'],
    ],
    action: ['Das war nicht ich', 'recoveryLink'],
    closing: ['Wenn Sie das waren, brauchen Sie nichts zu tun.'],
  },
  'reset-password': {
    subject: 'Setzen Sie ein neues Passwort',
    lead: ['Jemand, vermutlich Sie, hat ein neues Passwort für Ihr Konto verlangt.'],
    action: ['Neues Passwort setzen', 'link'],
    closing: [
      'Der Link gilt einmal und {{minutes}} Minuten lang.',
      'Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.',
    ],
  },
  'password-changed': {
    subject: 'Ihr Passwort wurde geändert',
    lead: ['Das Passwort Ihres Kontos wurde geändert.'],
    facts: [['Zeitpunkt', '{{time}}']],
    action: ['Das war nicht ich', 'recoveryLink'],
    closing: ['Wenn Sie das waren, brauchen Sie nichts zu tun.'],
  },
  'sign-in-link': {
    subject: 'Ihr Link zum Anmelden',
    lead: [
      'Mit diesem Link melden Sie sich an. Öffnen Sie ihn auf dem Gerät, auf dem Sie angemeldet sein möchten.',
    ],
    action: ['Anmelden', 'link'],
    closing: [
      'Der Link gilt einmal und {{minutes}} Minuten lang. Geben Sie ihn niemandem.',
      'Wenn Sie ihn nicht verlangt haben, brauchen Sie nichts zu tun.',
    ],
  },
  'sign-in-code': {
    subject: '{{code}} ist Ihr Code zum Anmelden',
    lead: ['Geben Sie diesen Code auf der Seite ein, auf der Sie ihn verlangt haben:'],
    code: '{{code}}',
    closing: [
      'Er gilt einmal und {{minutes}} Minuten lang. Geben Sie ihn niemandem: Niemand von {{product}} wird Sie je danach fragen.',
      'Wenn Sie ihn nicht verlangt haben, brauchen Sie nichts zu tun.',
    ],
  },
  invitation: {
    subject: 'Sie sind zu {{product}} eingeladen',
    lead: ['{{inviter}} hat bei {{url}} ein Konto für Sie angelegt. Wählen Sie ein Passwort, um anzufangen.'],
    action: ['Einladung annehmen', 'link'],
    closing: [
      'Der Link gilt einmal und {{days}} Tage lang.',
      'Wenn Sie nicht wissen, worum es geht, brauchen Sie nichts zu tun.',
    ],
  },
  'new-device': {
    subject: 'Anmeldung an Ihrem Konto auf einem neuen Gerät',
    lead: ['An Ihrem Konto hat sich jemand auf einem Gerät angemeldet, das vorher noch nicht dabei war.'],
    facts: [
      ['Gerät', '{{device}}'],
      ['Adresse', '{{address}}'],
      ['Zeitpunkt', '{{time}}'],
    ],
    action: ['Ansehen, wo Sie angemeldet sind', 'sessionsLink'],
    closing: [
      'Wenn Sie das waren, brauchen Sie nichts zu tun.',
      'Wenn nicht, melden Sie das Gerät auf der Seite oben ab und setzen Sie sofort ein neues Passwort.',
    ],
  },
  'factor-added': {
    subject: 'Ein neuer Weg zur Anmeldung',
    lead: ['Ihr Konto hat einen neuen Weg zu zeigen, dass Sie es sind.'],
    facts: [
      ['Was', '{{factor}}'],
      ['Zeitpunkt', '{{time}}'],
    ],
    action: ['Ihre Wege zur Anmeldung ansehen', 'factorsLink'],
    closing: [ifNotYou],
  },
  'factor-removed': {
    subject: 'Ein Weg zur Anmeldung wurde entfernt',
    lead: ['Ihr Konto hat einen Weg weniger zu zeigen, dass Sie es sind.'],
    facts: [
      ['Was', '{{factor}}'],
      ['Zeitpunkt', '{{time}}'],
    ],
    action: ['Ihre Wege zur Anmeldung ansehen', 'factorsLink'],
    closing: [ifNotYou],
  },
  'factors-reset': {
    subject: 'Ihre zweiten Faktoren wurden zurückgesetzt',
    lead: [
      'Jemand aus der Verwaltung hat alle zweiten Faktoren Ihres Kontos entfernt und Sie überall abgemeldet. Sie melden sich jetzt ohne einen an und können neue einrichten.',
    ],
    facts: [['Zeitpunkt', '{{time}}']],
    action: ['Einen zweiten Faktor einrichten', 'factorsLink'],
    closing: ['Wenn Sie darum nicht gebeten haben, sagen Sie der Verwaltung sofort Bescheid.'],
  },
  'recovery-code-used': {
    subject: 'Ein Wiederherstellungscode wurde verwendet',
    lead: ['Jemand, vermutlich Sie, hat sich mit einem Wiederherstellungscode an Ihrem Konto angemeldet.'],
    facts: [
      ['Zeitpunkt', '{{time}}'],
      ['Übrige Codes', '{{left}}'],
    ],
    action: ['Neue Codes erstellen', 'factorsLink'],
    closing: [ifNotYou],
  },
  'passkey-cloned': {
    subject: 'Einer Ihrer Passkeys wurde gesperrt',
    lead: [
      'Ein Passkey Ihres Kontos wurde so verwendet, dass es eine Kopie von ihm geben muss. Er lässt sich nicht mehr verwenden, weder von Ihnen noch von sonst jemandem.',
    ],
    facts: [
      ['Passkey', '{{passkey}}'],
      ['Zeitpunkt', '{{time}}'],
    ],
    action: ['Ihre Passkeys ansehen', 'factorsLink'],
    closing: [
      'Löschen Sie ihn und erstellen Sie einen neuen. Wenn Sie nicht wissen, wie das sein kann, sagen Sie der Verwaltung Bescheid.',
    ],
  },
  'deletion-requested': {
    subject: 'Ihr Konto wird gelöscht',
    lead: ['Sie haben verlangt, dass Ihr Konto mit allem, was dazugehört, gelöscht wird.'],
    facts: [['Gelöscht wird es am', '{{due}}']],
    action: ['Konto behalten', 'cancelLink'],
    closing: [
      'Bis dahin können Sie es sich mit dem Link oben oder nach dem Anmelden anders überlegen.',
      'Wenn Sie das nicht waren, behalten Sie Ihr Konto und setzen Sie sofort ein neues Passwort.',
    ],
  },
  'deletion-cancelled': {
    subject: 'Ihr Konto bleibt',
    lead: ['Ihr Konto wird nicht gelöscht.'],
    facts: [['Zeitpunkt', '{{time}}']],
    closing: [ifNotYou],
  },
  'account-deleted': {
    subject: 'Ihr Konto wurde gelöscht',
    lead: [
      'Ihr Konto wurde mit allem, was dazugehörte, gelöscht. Dies ist die letzte E-Mail, die Sie von uns bekommen.',
    ],
    facts: [['Zeitpunkt', '{{time}}']],
  },
  test: {
    subject: 'Testmail von {{product}}',
    lead: ['Dies ist ein Test: {{product}} unter {{url}} kann Ihnen Mails schicken.'],
    facts: [['Zeitpunkt', '{{time}}']],
    closing: ['Sie oder jemand mit Ihrem Konto hat ihn in der Konsole angefordert. Es ist nichts zu tun.'],
  },
};
