import { Group, Stack, Text, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { Facts } from '../../../parts/facts.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { Time } from '../../../parts/time.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { Words } from '../../../parts/words.tsx';
import { useMay } from '../../../api/me.ts';
import { useText } from '../../../text/text.tsx';
import { AddressLines } from '../address-lines.tsx';
import { applicationQuery } from '../applications.queries.ts';
import { kindOf } from '../kinds.rules.ts';
import { DeleteApplication } from './delete-application.tsx';
import { SettingsForm, type Versioned } from './settings-form.tsx';

function Owner({ id }: { id: string | null }): JSX.Element {
  const { applications: text } = useText();
  const may = useMay();
  if (id === null) return <>{text.installation}</>;
  return may('users.read') ? (
    <PageLink to="/users/$id" params={{ id }}>
      {id}
    </PageLink>
  ) : (
    <code>{id}</code>
  );
}

function Summary({ application }: { application: Schemas['Application'] }): JSX.Element {
  const { applications: text, common, lists } = useText();
  return (
    <Facts
      label={text.tabs.overview}
      facts={[
        [lists.clientId, <code>{application.client_id}</code>],
        [text.kind, text.kinds[kindOf(application)].name],
        [text.clientType, application.client_type === 'public' ? text.isPublic : text.isConfidential],
        [text.proof, text.proofs[application.authentication]],
        [lists.grants, <Words words={application.grant_types} />],
        [text.owner, <Owner id={application.owner_id} />],
        [common.created, <Time at={application.created_at} />],
        [common.changed, <Time at={application.updated_at} />],
      ]}
    />
  );
}

/** The same as the form has, for whoever may only look. */
function Settings({ application }: { application: Schemas['Application'] }): JSX.Element {
  const { applications: text } = useText();
  return (
    <Facts
      label={text.settings}
      facts={[
        [text.redirectUris, <AddressLines addresses={application.redirect_uris} />],
        [text.postLogoutUris, <AddressLines addresses={application.post_logout_redirect_uris} />],
        [text.allowedOrigins, <AddressLines addresses={application.allowed_origins} />],
        [text.scopesTitle, <Words words={application.scopes} />],
      ]}
    />
  );
}

/** Takes it out of service, or puts it back. */
function Activation({ latest: { data, version } }: { latest: Versioned }): JSX.Element {
  const { applications: text } = useText();
  const change = useChange({
    run: () =>
      answerOf(
        api.PATCH('/api/v1/applications/{application}', {
          params: { path: { application: data.id }, header: { 'If-Match': version } },
          body: { is_active: !data.is_active },
        }),
      ),
    stale: [['applications']],
  });
  return (
    <ConfirmButton
      label={data.is_active ? text.deactivate : text.activate}
      consequence={
        data.is_active ? text.deactivateConsequence(data.name) : text.activateConsequence(data.name)
      }
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutateAsync(undefined)}
    />
  );
}

/** What it is and how it is set, with its end at the end. */
export function Overview({ id, mayChange }: { id: string; mayChange: boolean }): JSX.Element {
  const { applications: text } = useText();
  const { data: latest } = useSuspenseQuery(applicationQuery(id));
  return (
    <Stack gap="lg">
      <Summary application={latest.data} />
      <Title order={2} size="h4">
        {text.settings}
      </Title>
      {mayChange ? <SettingsForm latest={latest} /> : <Settings application={latest.data} />}
      {mayChange && (
        <Stack gap="xs" mt="md">
          <Title order={2} size="h4">
            {text.end}
          </Title>
          <Text size="sm">{text.endHint}</Text>
          <Group>
            <Activation latest={latest} />
            <DeleteApplication latest={latest} />
          </Group>
        </Stack>
      )}
    </Stack>
  );
}
