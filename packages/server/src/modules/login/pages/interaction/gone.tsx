import type { FastifyReply, FastifyRequest } from 'fastify';
import { messagesFor } from '../language/reader.ts';
import { renderDocument } from '../layout.tsx';
import { sendHtml } from '../page-headers.ts';
import { GonePage } from './gone.page.tsx';

export function showGone(
  request: FastifyRequest,
  reply: FastifyReply,
  uiLocales: readonly string[] = [],
): FastifyReply {
  const messages = messagesFor(request, uiLocales);
  const html = renderDocument(messages, <GonePage />);
  return sendHtml(reply.code(400), { html, language: messages.language });
}
