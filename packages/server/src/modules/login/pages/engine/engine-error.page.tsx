import type { JSX } from 'hono/jsx/jsx-runtime';
import { Fact } from '../facts.tsx';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';

interface EngineErrorProps {
  error: string;
  description: string | null;
  requestId: string;
}

/**
 * A request that cannot be answered to its client. Leads nowhere: whatever address it named is not trusted
 * (RFC 6749 section 4.1.2.1).
 */
export function EngineErrorPage({ error, description, requestId }: EngineErrorProps): JSX.Element {
  const { engine, errorPage } = useMessages();
  const texts = engine.error;
  const words = Object.hasOwn(texts.words, error) ? texts.words[error] : undefined;
  return (
    <Page title={texts.title}>
      <p>{words ?? texts.otherWords}</p>
      <h2>{texts.details}</h2>
      <dl>
        <Fact term={texts.code}>
          <code>{error}</code>
        </Fact>
        {description !== null && <Fact term={texts.description}>{description}</Fact>}
        {requestId !== '' && (
          <Fact term={texts.requestId}>
            <code>{requestId}</code>
          </Fact>
        )}
      </dl>
      <p>
        <a href="/">{errorPage.back}</a>
      </p>
    </Page>
  );
}
