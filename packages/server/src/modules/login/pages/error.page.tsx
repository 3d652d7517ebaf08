import type { FastifyReply } from 'fastify';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { AppError } from '#platform/errors.ts';
import { Page, renderDocument } from './layout.tsx';
import { messages, wordsFor } from './messages.ts';
import { sendHtml } from './page-headers.ts';

const texts = messages.errorPage;

function ErrorPage({ error, requestId }: { error: AppError; requestId: string }): JSX.Element {
  return (
    <Page title={texts.headings[error.status] ?? texts.otherHeading}>
      <p>{wordsFor(error)}</p>
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
export function renderErrorPage(error: AppError, requestId: string): string {
  return renderDocument(<ErrorPage error={error} requestId={requestId} />);
}

export function sendErrorPage(reply: FastifyReply, error: AppError, requestId: string): FastifyReply {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
  return sendHtml(reply.code(error.status), renderErrorPage(error, requestId));
}
