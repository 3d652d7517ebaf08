import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { PageTabs } from '../../parts/page-tabs.tsx';
import { Page } from '../../parts/page.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useText } from '../../text/text.tsx';
import { Outbox } from './outbox.tsx';
import { Templates } from './templates.tsx';

/** What was sent to whom, what failed, and what mails look like. Never what stood in one. */
export function MailPage(): JSX.Element {
  const { areas, mail } = useText();
  const may = useMay();
  const test = useChange({
    run: () => answerOf(api.POST('/api/v1/mails/test')),
    stale: [['mails', 'list']],
    done: mail.testSent,
  });
  return (
    <Page
      title={areas.mail}
      actions={
        may('mail.manage') ? (
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate(undefined)}>
            {mail.sendTest}
          </Button>
        ) : undefined
      }
    >
      {test.error != null && <RefusalAlert error={test.error} />}
      <PageTabs
        label={areas.mail}
        tabs={[
          { value: 'outbox', label: mail.outbox, panel: () => <Outbox /> },
          { value: 'templates', label: mail.templates, panel: () => <Templates /> },
        ]}
      />
    </Page>
  );
}
