import type { JSX } from 'hono/jsx/jsx-runtime';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';

/** The request is over, or this browser is not the one that it began in. */
export function GonePage(): JSX.Element {
  const { interaction, errorPage } = useMessages();
  return (
    <Page title={interaction.gone.title}>
      <p>{interaction.gone.text}</p>
      <p>
        <a href="/">{errorPage.back}</a>
      </p>
    </Page>
  );
}
