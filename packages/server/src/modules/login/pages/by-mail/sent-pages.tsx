import type { FastifyInstance } from 'fastify';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { AppError } from '#platform/errors.ts';
import { messagesFor, useMessages } from '../language/reader.ts';
import { renderDocument } from '../layout.tsx';
import type { Messages } from '../messages/messages.ts';
import { pageDocs } from '../page-docs.ts';
import { sendHtml } from '../page-headers.ts';
import { SentPage } from './mail-page-parts.tsx';

/** A page that says that a mail is on its way, if anybody is to have one. */
export interface SentPageOptions {
  path: string;
  summary: string;
  aboutIn(messages: Messages): string;
  /** Where to ask once more. */
  again?: string;
  isOffered?: boolean;
}

/** It has no form, so it knows nothing of whoever looks at it. */
export function addSentPage(app: FastifyInstance, options: SentPageOptions): void {
  const { again, isOffered = true } = options;

  function Sent(): JSX.Element {
    return <SentPage about={options.aboutIn(useMessages())} {...(again !== undefined && { again })} />;
  }

  app.get(options.path, { schema: pageDocs(options.summary) }, (request, reply) => {
    if (!isOffered) throw new AppError('request.not_found');
    const messages = messagesFor(request);
    return sendHtml(reply, { html: renderDocument(messages, <Sent />), language: messages.language });
  });
}
