import { Alert, Stack } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { Page } from '../../../parts/page.tsx';
import { PageTabs, type PageTab } from '../../../parts/page-tabs.tsx';
import { useText } from '../../../text/text.tsx';
import { applicationQuery, metadataQuery } from '../applications.queries.ts';
import { ApplicationMarks } from '../application-marks.tsx';
import { ClientFacts } from '../client-facts.tsx';
import { Configuration } from '../configuration.tsx';
import { connectionOf } from '../connection.rules.ts';
import { kindOf } from '../kinds.rules.ts';
import { useServices } from '../use-services.ts';
import { Overview } from './overview.tsx';
import { Secrets } from './secrets.tsx';
import { Trust } from './trust.tsx';

/** The same that the wizard ends with; the secret itself is not known any more. */
function ConfigurationTab({ application }: { application: Schemas['Application'] }): JSX.Element {
  const { applications: text } = useText();
  const { data: metadata } = useSuspenseQuery(metadataQuery);
  const services = useServices();
  const connection = connectionOf({ application, metadata, services, secret: null });
  return (
    <Stack>
      <ClientFacts clientId={application.client_id} metadata={metadata} />
      {connection.clientSecret !== null && <Alert>{text.placeholderNote(connection.clientSecret)}</Alert>}
      <Configuration kind={kindOf(application)} connection={connection} />
    </Stack>
  );
}

/** To change what is trusted takes that permission as well. */
function useMayChange(application: Schemas['Application']): boolean {
  const may = useMay();
  const isTrusted = application.is_first_party || application.may_impersonate;
  return may('applications.manage') && (!isTrusted || may('applications.trust'));
}

function useTabs(application: Schemas['Application']): readonly PageTab[] {
  const { applications: text } = useText();
  const mayChange = useMayChange(application);
  const { id } = application;
  const hasSecret = application.authentication === 'client_secret';
  return [
    {
      value: 'overview',
      label: text.tabs.overview,
      panel: () => <Overview id={id} mayChange={mayChange} />,
    },
    ...(hasSecret
      ? [
          {
            value: 'secrets',
            label: text.tabs.secrets,
            panel: () => <Secrets id={id} mayChange={mayChange} />,
          },
        ]
      : []),
    {
      value: 'configuration',
      label: text.tabs.configuration,
      panel: () => <ConfigurationTab application={application} />,
    },
    { value: 'trust', label: text.tabs.trust, panel: () => <Trust id={id} /> },
  ];
}

/** One OAuth client: how it is set, its secrets, what to copy into it, what it is trusted with. */
export function ApplicationPage(): JSX.Element {
  const { id } = useParams({ from: '/applications/$id' });
  const { data } = useSuspenseQuery(applicationQuery(id));
  const { areas } = useText();
  const { data: application } = data;
  return (
    <Page title={application.name} actions={<ApplicationMarks application={application} />}>
      <PageTabs label={areas.applications} tabs={useTabs(application)} />
    </Page>
  );
}
