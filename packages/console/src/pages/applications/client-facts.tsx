import { Code, Group } from '@mantine/core';
import type { JSX } from 'react';
import { CopyButton } from '../../parts/copy-button.tsx';
import { Facts } from '../../parts/facts.tsx';
import { useText } from '../../text/text.tsx';
import type { ServerMetadata } from './applications.queries.ts';

function Copied({ value, label }: { value: string; label: string }): JSX.Element {
  return (
    <Group justify="space-between" gap="xs">
      <Code>{value}</Code>
      <CopyButton value={value} label={label} />
    </Group>
  );
}

/** What every program needs to know, whatever it is made with. */
export function ClientFacts({
  clientId,
  metadata,
}: {
  clientId: string;
  metadata: ServerMetadata;
}): JSX.Element {
  const { applications: text, common, lists } = useText();
  const discovery = `${metadata.issuer}/.well-known/openid-configuration`;
  const copy = (name: string) => `${common.copy}: ${name}`;
  return (
    <Facts
      label={text.forTheProgram}
      facts={[
        [lists.clientId, <Copied value={clientId} label={copy(lists.clientId)} />],
        [text.issuer, <Copied value={metadata.issuer} label={copy(text.issuer)} />],
        [text.discovery, <Copied value={discovery} label={copy(text.discovery)} />],
      ]}
    />
  );
}
