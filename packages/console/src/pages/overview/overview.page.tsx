import { useSuspenseQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { Page } from '../../parts/page.tsx';
import { useText } from '../../text/text.tsx';
import { Activity } from './activity.tsx';
import { AreaCards } from './area-cards.tsx';
import { AttentionList } from './attention-list.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Health } from './health.tsx';
import { overviewQuery } from './overview.queries.ts';

function HowThingsStand(): JSX.Element {
  const { data: overview } = useSuspenseQuery(overviewQuery);
  return (
    <>
      <FirstSteps steps={overview.first_steps} />
      <AttentionList items={overview.attention} />
      <Activity overview={overview} />
      <Health health={overview.health} />
    </>
  );
}

/** How things stand; for whoever may not see figures, where to go. */
export function OverviewPage(): JSX.Element {
  const { areas } = useText();
  const may = useMay();
  return <Page title={areas.overview}>{may('metrics.read') ? <HowThingsStand /> : <AreaCards />}</Page>;
}
