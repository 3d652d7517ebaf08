import type { FastifyReply } from 'fastify';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { AppError } from '#platform/errors.ts';
import { messagesFor, useMessages } from './language/reader.ts';
import { Page, renderDocument } from './layout.tsx';
import { en, wordsFor, type Messages } from './messages/messages.ts';
import { sendHtml } from './page-headers.ts';

function ErrorPage({ error, requestId }: { error: AppError; requestId: string }): JSX.Element {
  const messages = useMessages();
  const texts = messages.errorPage;
  return (
    <Page title={texts.headings[error.status] ?? texts.otherHeading}>
      <p>{wordsFor(messages, error)}</p>
      {error.status >= 500 && (
        <p class="hint">
          {texts.requestId} <code>{requestId}</code>
        </p>
      )}
      <p>
        <a href="/">{texts.back}</a>
      </p>
    </Page>
  );
}

/** A refusal or failure as a document for people. Says nothing that the error does not say to any caller. */
export function renderErrorPage(error: AppError, requestId: string, messages: Messages = en): string {
  return renderDocument(messages, <ErrorPage error={error} requestId={requestId} />);
}

export function sendErrorPage(reply: FastifyReply, error: AppError, requestId: string): FastifyReply {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
  const messages = messagesFor(reply.request);
  const html = renderErrorPage(error, requestId, messages);
  return sendHtml(reply.code(error.status), { html, language: messages.language });
}
