import { Card, SimpleGrid, Text } from '@mantine/core';
import type { JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { areas } from '../../layout/areas.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { useText } from '../../text/text.tsx';

/** Where to go from here: every area that one may see, and what is in it. */
export function AreaCards(): JSX.Element {
  const texts = useText();
  const may = useMay();
  const shown = areas.filter(
    ({ key, permission }) => key !== 'overview' && permission !== null && may(permission),
  );
  if (shown.length === 0) return <Text>{texts.shell.notAllowed}</Text>;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
      {shown.map(({ key, path }) => (
        <Card key={key} withBorder>
          <PageLink to={path} fw={600}>
            {texts.areas[key]}
          </PageLink>
          <Text size="sm">{texts.about[key]}</Text>
        </Card>
      ))}
    </SimpleGrid>
  );
}
