import { Stack, Title } from '@mantine/core';
import type { JSX } from 'react';
import { Facts } from '../../parts/facts.tsx';
import { Time } from '../../parts/time.tsx';
import { useText } from '../../text/text.tsx';
import type { Overview } from './overview.queries.ts';

function useSize(bytes: number | null): string {
  const { locale, overview } = useText();
  if (bytes === null) return overview.unknown;
  const megabytes = bytes / 1024 ** 2;
  const [amount, unit] = megabytes < 1024 ? [megabytes, 'megabyte'] : [megabytes / 1024, 'gigabyte'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount);
}

export function Health({ health }: { health: Overview['health'] }): JSX.Element {
  const { overview } = useText();
  const size = useSize(health.database_bytes);
  const { databases, facts } = overview;
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h4">
        {overview.health}
      </Title>
      <Facts
        label={overview.health}
        facts={[
          [facts.version, health.version],
          [facts.started, <Time key="started" at={health.started_at} />],
          [facts.database, `${databases[health.database]}, ${size}`],
          [facts.mail, health.is_mail_on ? overview.mailOn(health.mails_waiting) : overview.mailOff],
          [facts.key, <Time key="key" at={health.signing_key_created_at} />],
        ]}
      />
    </Stack>
  );
}
