import type { MailDeps } from './mail.deps.ts';
import { forgetFailedValues } from './outbox/mail-records.store.ts';
import { createMailRecords } from './outbox/mail-records.ts';
import { createMailDelivery, maxSlow, maxUnderWay } from './outbox/mail-delivery.ts';
import { deleteMailsBefore, insertMail, listReadableMails, readMailBacklog } from './outbox/outbox.store.ts';
import type { StoredMail } from './outbox/outbox.table.ts';
import { createMailPen, type MailPen } from './mail-pen.ts';
import type { MailPreviews, MailService, MailTemplate, NewMail, ShownMail } from './mail.types.ts';
import { createConsoleTransport } from './transports/console-transport.ts';
import { createSmtpTransport } from './transports/smtp-transport.ts';
import type { MailTransport } from './transports/transport.types.ts';

const keepMs = 30 * 24 * 60 * 60 * 1000;
const ignore = (): void => undefined;

/** Null where no mail is sent. */
function transportOf({ config, print = ignore }: MailDeps): MailTransport | null {
  if (config.transport === 'console') return createConsoleTransport(print);
  if (config.transport === 'off' || config.smtpUrl === null) return null;
  const maxConnections = maxUnderWay + maxSlow;
  return createSmtpTransport({ url: config.smtpUrl, from: config.from, maxConnections });
}

const pruneMails: MailService['prune'] = async (tx, now) => {
  await forgetFailedValues(tx, now);
  return deleteMailsBefore(tx, now - keepMs);
};

/** What needs mail is not offered; whatever writes one anyway writes nothing. */
const noMail: Omit<MailService, 'records' | 'previews' | 'backlog'> = {
  transport: 'off',
  isOn: false,
  enqueue: () => Promise.resolve(),
  deliver: () => Promise.resolve(0),
  shown: () => Promise.resolve([]),
  start: ignore,
  stop: () => Promise.resolve(),
  prune: pruneMails,
};

/** Loaded when somebody looks at one. */
function previewsOf({ writer }: MailPen, { publicUrl }: MailDeps): MailPreviews {
  const load = async (): Promise<MailPreviews> => {
    const { createMailPreviews } = await import('./templates/previews.ts');
    return createMailPreviews(writer, publicUrl);
  };
  return {
    list: async () => (await load()).list(),
    preview: async (...asked) => (await load()).preview(...asked),
  };
}

async function show({ write }: MailPen, mail: StoredMail): Promise<ShownMail> {
  const { messageId, to, subject, text, html } = await write(mail);
  const { id, createdAt, template } = mail;
  return { messageId, to, subject, text, html, id, createdAt, template };
}

export function createMailService(deps: MailDeps): MailService {
  const transport = transportOf(deps);
  const pen = createMailPen(deps);
  const previews = previewsOf(pen, deps);
  const backlog: MailService['backlog'] = () => readMailBacklog(deps.database.db, deps.clock.nowMs());
  if (!transport) return { ...noMail, records: createMailRecords(deps, null), previews, backlog };
  const { clock, newId, onError = (_error: unknown): void => undefined } = deps;
  const delivery = createMailDelivery({ ...deps, transport, write: pen.write, onError });
  const stored = <T extends MailTemplate>(mail: NewMail<T>): StoredMail => ({
    ...{ id: newId(), template: mail.template, language: mail.language, recipient: mail.to },
    ...{ createdAt: clock.nowMs(), valuesSealed: pen.seal(mail.values) },
  });
  return {
    transport: deps.config.transport,
    records: createMailRecords(deps, delivery.wake),
    previews,
    backlog,
    isOn: true,
    async enqueue(tx, mail) {
      await insertMail(tx, stored(mail));
      delivery.wake();
    },
    deliver: delivery.deliverDue,
    async shown(db, limit) {
      if (!transport.isShown) return [];
      const mails = await listReadableMails(db, limit);
      const written = await Promise.all(mails.map((mail) => show(pen, mail).catch(onError)));
      return written.filter((mail) => mail !== undefined);
    },
    start: delivery.start,
    stop: delivery.stop,
    prune: pruneMails,
  };
}
