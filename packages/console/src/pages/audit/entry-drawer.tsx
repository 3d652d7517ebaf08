import { Code, Drawer, Stack, Title } from '@mantine/core';
import type { JSX } from 'react';
import { CodeBlock } from '../../parts/code-block.tsx';
import { Facts } from '../../parts/facts.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Time } from '../../parts/time.tsx';
import { useText } from '../../text/text.tsx';
import type { AuditEntry } from './audit.queries.ts';
import { Party, type Names } from './person.tsx';
import { useAuditWords } from './words.ts';

/** The other entries that have to do with this one. */
function Related({ entry, onVisit }: { entry: AuditEntry; onVisit: () => void }): JSX.Element {
  const { audit } = useText();
  const { actor, target, request_id: requestId } = entry;
  return (
    <Stack gap="xs" align="start">
      {actor?.id != null && (
        <PageLink to="/audit" search={{ actor_id: actor.id }} onClick={onVisit}>
          {audit.sameActor}
        </PageLink>
      )}
      {target && (
        <PageLink to="/audit" search={{ target_type: target.type, target_id: target.id }} onClick={onVisit}>
          {audit.sameTarget}
        </PageLink>
      )}
      {requestId != null && (
        <PageLink to="/audit" search={{ request_id: requestId }} onClick={onVisit}>
          {audit.sameRequest}
        </PageLink>
      )}
    </Stack>
  );
}

function Entry({
  entry,
  names,
  onVisit,
}: {
  entry: AuditEntry;
  names: Names;
  onVisit: () => void;
}): JSX.Element {
  const { audit, lists } = useText();
  const words = useAuditWords();
  const { actor, target } = entry;
  return (
    <Stack>
      <Facts
        label={audit.entry}
        facts={[
          [lists.action, <Code>{entry.action}</Code>],
          [audit.meaning, words[entry.action ?? ''] ?? ''],
          [lists.when, <Time at={entry.at ?? null} />],
          [lists.outcome, lists.outcomes[entry.outcome as keyof typeof lists.outcomes]],
          [lists.actor, actor && <Party {...actor} names={names} />],
          [lists.target, target && <Party {...target} names={names} />],
          [lists.address, entry.address],
          [audit.userAgent, entry.user_agent],
          [audit.requestId, entry.request_id && <Code>{entry.request_id}</Code>],
          [audit.number, entry.seq],
        ]}
      />
      <Title order={3} size="h5">
        {audit.details}
      </Title>
      <CodeBlock>{JSON.stringify(entry.details, null, 2)}</CodeBlock>
      <Related entry={entry} onVisit={onVisit} />
    </Stack>
  );
}

/** One entry with all that was written down of it. */
export function EntryDrawer({
  entry,
  names,
  onClose,
}: {
  entry: AuditEntry | undefined;
  names: Names;
  onClose: () => void;
}): JSX.Element {
  const { audit, common } = useText();
  return (
    <Drawer
      opened={entry !== undefined}
      onClose={onClose}
      position="right"
      title={audit.entry}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {entry && <Entry entry={entry} names={names} onVisit={onClose} />}
    </Drawer>
  );
}
