import type { JSX } from 'react';
import { Page } from '../../parts/page.tsx';
import { useText } from '../../text/text.tsx';

export function MailPage(): JSX.Element {
  const { areas, about } = useText();
  return <Page title={areas.mail}>{about.mail}</Page>;
}
