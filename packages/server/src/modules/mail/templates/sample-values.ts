import { mailTemplates } from '../mail-templates.ts';
import type { MailTemplate } from '../mail.types.ts';

/** Nobody could take these for real ones. */
function samples(url: string): Readonly<Record<string, string>> {
  return {
    link: `${url}/EXAMPLE?token=NOT-A-REAL-LINK`,
    code: '000000',
    hours: '24',
    minutes: '30',
    days: '7',
    left: '9',
    time: '2030-01-01T12:00:00.000Z',
    due: '2030-01-31T12:00:00.000Z',
    inviter: 'Erika Example',
    newEmail: 'new.address@example.com',
    device: 'Example Browser on Example OS',
    address: '192.0.2.1',
    factor: 'Example authenticator app',
    passkey: 'Example passkey',
  };
}

/** Values of a template that are obviously made up. */
export function sampleValues(template: MailTemplate, url: string): Record<string, string> {
  const known = samples(url);
  const link = known['link'] ?? '';
  return Object.fromEntries(
    mailTemplates[template].map((name) => [name, known[name] ?? (name.endsWith('Link') ? link : name)]),
  );
}
