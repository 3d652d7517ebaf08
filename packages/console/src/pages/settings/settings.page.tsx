import type { JSX } from 'react';
import { Page } from '../../parts/page.tsx';
import { useText } from '../../text/text.tsx';

export function SettingsPage(): JSX.Element {
  const { areas, about } = useText();
  return <Page title={areas.settings}>{about.settings}</Page>;
}
