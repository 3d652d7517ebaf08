import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ShownMail } from '#modules/mail';
import { AppError } from '#platform/errors.ts';
import { pathText } from '../form-body.ts';
import { renderDocument } from '../layout.tsx';
import { messagesFor } from '../language/reader.ts';
import { pageDocs } from '../page-docs.ts';
import { sendHtml } from '../page-headers.ts';
import type { PagesDeps } from '../pages.types.ts';
import { DevMailListPage, DevMailPage, devMailPath } from './dev-mail.page.tsx';
import { isFromOwnMachine } from './own-machine.rules.ts';

const shownMails = 50;

/** A mail brings its own style, and nothing else: it runs, loads and sends nothing, as in a mail program. */
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

function draw(request: FastifyRequest, reply: FastifyReply, page: JSX.Element): FastifyReply {
  const messages = messagesFor(request);
  return sendHtml(reply, { html: renderDocument(messages, page), language: messages.language });
}

/** `/dev/mail/`: what a server under development would have sent, for who sits at the machine. Else 404. */
export function addDevMail(app: FastifyInstance, { devMail, db, publicUrl }: PagesDeps): void {
  const mailsFor = async (request: FastifyRequest): Promise<ShownMail[]> => {
    const asker = { peer: request.socket.remoteAddress, headers: request.headers };
    if (!devMail || !isFromOwnMachine(asker)) throw new AppError('request.not_found');
    return devMail.shown(db, shownMails);
  };
  const mailFor = async (request: FastifyRequest): Promise<ShownMail> => {
    const id = pathText(request, 'id');
    const mail = (await mailsFor(request)).find((one) => one.id === id);
    if (!mail) throw new AppError('request.not_found');
    return mail;
  };

  app.get(
    devMailPath,
    { schema: { ...pageDocs('The mails of a server under development'), operationId: 'listDevMail' } },
    async (request, reply) => draw(request, reply, <DevMailListPage mails={await mailsFor(request)} />),
  );

  app.get(
    `${devMailPath}:id`,
    { schema: pageDocs('A mail of a server under development') },
    async (request, reply) =>
      draw(request, reply, <DevMailPage mail={await mailFor(request)} url={publicUrl} />),
  );

  app.get(
    `${devMailPath}:id/html`,
    { schema: pageDocs('The HTML of a mail of a server under development') },
    async (request, reply) => {
      const { html } = await mailFor(request);
      return reply
        .headers({
          'content-security-policy': mailPolicy,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
        })
        .type('text/html; charset=utf-8')
        .send(html);
    },
  );
}
