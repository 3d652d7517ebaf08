import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail server of this machine, and everything that was mailed to anybody. */
export interface MailServer {
  /** For OSTIARY_SMTP_URL. */
  url: string;
  /** The next mail to an address that nobody has taken yet, however long it takes. */
  next(address: string): Promise<ParsedMail>;
  /** How many lie there for an address that nobody has taken. */
  waiting(address: string): number;
  close(): Promise<void>;
}

/** In clear and without accounts: it is on the loopback interface. */
export async function startMailServer(): Promise<MailServer> {
  const boxes = new Map<string, ParsedMail[]>();
  let arrived = Promise.withResolvers<void>();
  const boxOf = (address: string): ParsedMail[] => {
    const box = boxes.get(address) ?? [];
    boxes.set(address, box);
    return box;
  };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onData(stream, { envelope }, callback) {
      const take = async (): Promise<void> => {
        const mail = await simpleParser(stream);
        for (const { address } of envelope.rcptTo) boxOf(address).push(mail);
        arrived.resolve();
        arrived = Promise.withResolvers();
      };
      take().then(() => callback(), callback);
    },
  });
  await once(smtp.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    async next(address) {
      for (;;) {
        const mail = boxOf(address).shift();
        if (mail) return mail;
        await arrived.promise;
      }
    },
    waiting: (address) => boxOf(address).length,
    close: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
}

/** The link of a mail that leads to a page, as its HTML has it for people to press. Errors: Error for none. */
export function linkTo(mail: ParsedMail, path: string): string {
  const html = mail.html === false ? '' : (mail.html ?? '');
  const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  const link = links.find((one) => URL.canParse(one) && new URL(one).pathname === path);
  if (link === undefined)
    throw new Error(`No link to ${path} in “${mail.subject ?? ''}”:\n${mail.text ?? ''}`);
  return link;
}
