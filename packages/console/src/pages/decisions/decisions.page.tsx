import type { JSX } from 'react';
import { Page } from '../../parts/page.tsx';
import { useText } from '../../text/text.tsx';

export function DecisionsPage(): JSX.Element {
  const { areas, about } = useText();
  return <Page title={areas.decisions}>{about.decisions}</Page>;
}
