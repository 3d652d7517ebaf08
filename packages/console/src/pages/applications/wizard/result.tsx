import { Group, Stack, Text, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, type JSX } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { ButtonLink } from '../../../parts/button-link.tsx';
import { SecretOnce } from '../../../parts/secret-once.tsx';
import { useText } from '../../../text/text.tsx';
import { metadataQuery } from '../applications.queries.ts';
import { Configuration } from '../configuration.tsx';
import { connectionOf, type ServiceScopes } from '../connection.rules.ts';
import type { Kind } from '../kinds.rules.ts';
import { ClientFacts } from '../client-facts.tsx';

/** What came of the wizard: the secret is only here, and gone with the page. */
export interface Made {
  application: Schemas['ApplicationCreated'];
  kind: Kind;
  framework: string | null;
}

export function Result({ made, services }: { made: Made; services: readonly ServiceScopes[] }): JSX.Element {
  const { applications: text } = useText();
  const { data: metadata } = useSuspenseQuery(metadataQuery);
  const { application, kind, framework } = made;
  // What had the focus is gone with the last step.
  useEffect(() => document.querySelector<HTMLElement>('h1')?.focus(), []);
  const secret = application.client_secret;
  const connection = connectionOf({ application, metadata, services, secret });
  return (
    <Stack>
      {secret === null ? (
        <Text>{text.hasNoSecret}</Text>
      ) : (
        <SecretOnce label={text.clientSecret} secret={secret} />
      )}
      <ClientFacts clientId={application.client_id} metadata={metadata} />
      <Title order={2} size="h4">
        {text.tabs.configuration}
      </Title>
      <Configuration kind={kind} connection={connection} framework={framework} />
      <Group>
        <ButtonLink to="/applications/$id" params={{ id: application.id }}>
          {text.open}
        </ButtonLink>
        <ButtonLink to="/applications" variant="default">
          {text.toList}
        </ButtonLink>
      </Group>
    </Stack>
  );
}
