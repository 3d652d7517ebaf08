import { ApiAccepted, ApiMail, ApiMailPage, IdParams, MailListQuery } from '@ostiary/contract';
import type { Static } from 'typebox';
import type { MailRecord } from '#modules/mail';
import { isoTime } from '#platform/clock.ts';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { idInCursor } from './manners/cursor-parts.ts';
import { toPageOf } from './manners/paging.ts';
import { isoOrNull } from './to-wire.ts';

type Deps = Pick<ApiServices, 'mail' | 'ownAccounts'>;

const tag = 'Mail';

function mailToWire(mail: MailRecord): Static<typeof ApiMail> {
  const { id, template, language, recipient, status, attempts } = mail;
  return {
    ...{ id, template, language, recipient, status, attempts },
    created_at: isoTime(mail.createdAt),
    next_attempt_at: isoOrNull(mail.nextAttemptAt),
    sent_at: isoOrNull(mail.sentAt),
    failed_at: isoOrNull(mail.failedAt),
    last_error: mail.lastError,
    resend_until: isoOrNull(mail.resendUntil),
  };
}

function addReadRoutes(app: ApiApp, { mail }: Deps): void {
  app.get(
    '/mails',
    {
      schema: {
        ...operation(
          tag,
          'List mails',
          'Newest first: to whom, of which kind, and how it stands; never what stands in them. Mails are ' +
            'forgotten after 30 days.',
        ),
        querystring: MailListQuery,
        response: { 200: ApiMailPage },
      },
      config: { permission: 'mail.read' },
    },
    async ({ query }) => {
      const { limit, status, template, recipient, cursor } = query;
      const before = idInCursor(cursor, 'mails');
      const listed = await mail.records.list({ status, template, recipient, limit, before });
      return { ...toPageOf(listed, 'mails', mailToWire), transport: mail.transport };
    },
  );
  app.get(
    '/mails/:id',
    {
      schema: { ...operation(tag, 'See a mail'), params: IdParams, response: { 200: ApiMail } },
      config: { permission: 'mail.read', errors: ['mail.not_found'] },
    },
    async ({ params }) => mailToWire(await mail.records.get(params.id)),
  );
}

function addResendRoute(app: ApiApp, { mail }: Deps): void {
  app.post(
    '/mails/:id/resend',
    {
      schema: {
        operationId: 'resendMail',
        ...operation(
          tag,
          'Send a mail once more',
          'At once, one that was given up within the last 72 hours, or that waits for its next attempt. What stands ' +
            'in it is what stood in it: a link that has expired meanwhile stays expired.',
        ),
        params: IdParams,
        response: { 200: ApiMail },
      },
      config: {
        permission: 'mail.manage',
        isIdempotent: true,
        errors: ['mail.not_found', 'mail.off', 'mail.sent_already', 'mail.under_way', 'mail.forgotten'],
      },
    },
    async (request) => {
      const { act } = await request.caller();
      return mailToWire(await mail.records.resend(act, request.params.id));
    },
  );
}

function addTestRoute(app: ApiApp, { ownAccounts }: Deps): void {
  app.post(
    '/mails/test',
    {
      schema: {
        operationId: 'sendTestMail',
        ...operation(tag, 'Send yourself a test mail', 'To your own confirmed address, and nowhere else.'),
        response: { 202: ApiAccepted },
      },
      config: {
        permission: 'mail.manage',
        errors: ['mail.off', 'users.email_missing', 'users.email_unverified'],
      },
    },
    async (request, reply) => {
      const { caller, principal } = await request.signedIn();
      await ownAccounts.email.sendTest(caller.act, principal.user);
      return reply.code(202).send({ detail: 'A test mail is on its way to your address.' });
    },
  );
}

export function addMailRoutes(app: ApiApp, deps: Deps): void {
  addReadRoutes(app, deps);
  addResendRoute(app, deps);
  addTestRoute(app, deps);
}
