import { Text } from '@mantine/core';
import type { JSX } from 'react';
import { useMe } from '../../api/me.ts';
import { Page } from '../../parts/page.tsx';
import { useText } from '../../text/text.tsx';

export function OverviewPage(): JSX.Element {
  const me = useMe();
  return (
    <Page title={useText().areas.overview}>
      <Text>{me.email ?? me.username}</Text>
    </Page>
  );
}
