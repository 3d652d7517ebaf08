import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useMay } from '../../../api/me.ts';
import { Page } from '../../../parts/page.tsx';
import { PageTabs, type PageTab } from '../../../parts/page-tabs.tsx';
import { serviceQuery } from '../../../parts/service.query.ts';
import { useText } from '../../../text/text.tsx';
import type { Service } from '../services.queries.ts';
import { Access } from './access.tsx';
import { Connect } from './connect.tsx';
import { DataSchema } from './data-schema.tsx';
import { DeleteService } from './delete-service.tsx';
import { Keys } from './keys.tsx';
import { Overview } from './overview.tsx';

export interface VersionedService {
  service: Service;
  version: string;
}

function useTabs(latest: VersionedService): PageTab[] {
  const { services } = useText();
  const { service } = latest;
  return [
    { value: 'overview', label: services.tabs.overview, panel: () => <Overview {...latest} /> },
    { value: 'access', label: services.tabs.access, panel: () => <Access service={service} /> },
    { value: 'data', label: services.tabs.data, panel: () => <DataSchema {...latest} /> },
    { value: 'keys', label: services.tabs.keys, panel: () => <Keys service={service} /> },
    { value: 'connect', label: services.tabs.connect, panel: () => <Connect service={service} /> },
  ];
}

/** One service: who may enter, with which levels and data, by which keys it asks. */
export function ServicePage(): JSX.Element {
  const { service: id } = useParams({ from: '/services/$service' });
  const { data } = useSuspenseQuery(serviceQuery(id));
  const { areas } = useText();
  const may = useMay();
  const latest = { service: data.data, version: data.version };
  return (
    <Page
      title={data.data.name ?? id}
      actions={may('services.manage') ? <DeleteService {...latest} /> : undefined}
    >
      <PageTabs label={areas.services} tabs={useTabs(latest)} />
    </Page>
  );
}
