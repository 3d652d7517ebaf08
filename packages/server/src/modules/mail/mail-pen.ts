import type { MailDeps } from './mail.deps.ts';
import type { StoredMail } from './outbox/outbox.table.ts';
import type { MailWriter } from './templates/write-mail.ts';
import type { OutgoingMail } from './transports/transport.types.ts';

const product = 'Ostiary';
const purpose = 'mail';

export interface MailPen {
  seal(values: Readonly<Record<string, string>>): string;
  /** Writes out what was asked for. Rejects when that cannot be done. */
  write(mail: StoredMail): Promise<OutgoingMail>;
  /** What writes; read from files at the first mail. */
  writer(): Promise<MailWriter>;
}

function readValues(json: string): Record<string, string> {
  const parsed: unknown = JSON.parse(json);
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** The code, else the link: what somebody who tries things out is after. */
function pointOf(values: Readonly<Record<string, string>>): string | null {
  const link = Object.keys(values).find((name) => name.endsWith('Link')) ?? '';
  return values['code'] ?? values['link'] ?? values[link] ?? null;
}

/** Makes mails of what was written down. Templates are loaded with the first one. */
export function createMailPen({
  sealer,
  config,
  publicUrl,
}: Pick<MailDeps, 'sealer' | 'config' | 'publicUrl'>): MailPen {
  const host = new URL(publicUrl).hostname;
  const directory = config.templates;
  let loading: Promise<MailWriter> | undefined;
  const load = async (): Promise<MailWriter> => {
    const { createMailWriter } = await import('./templates/write-mail.ts');
    return createMailWriter({ directory, product, url: publicUrl });
  };
  const writer = (): Promise<MailWriter> => {
    // What could not be read is read again for the next mail.
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return {
    writer,
    seal: (values) => sealer.seal(purpose, JSON.stringify(values)),
    async write({ id, template, language, recipient, valuesSealed, createdAt }) {
      if (valuesSealed === null) throw new TypeError('A mail that is over was to be written');
      const values = readValues(sealer.open(purpose, valuesSealed));
      const parts = (await writer()).write({ template, language, values });
      return {
        ...{ ...parts, messageId: `<${id}@${host}>`, to: recipient },
        ...{ language, createdAt, point: pointOf(values) },
      };
    },
  };
}
