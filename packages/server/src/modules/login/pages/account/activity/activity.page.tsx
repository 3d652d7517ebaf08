import type { JSX } from 'hono/jsx/jsx-runtime';
import type { AuditEntry } from '#modules/audit';
import { deviceName } from '#modules/sessions';
import { Time } from '../../facts.tsx';
import { useMessages } from '../../language/reader.ts';
import { accountPaths } from '../account-addresses.ts';
import { AccountPage } from '../account-page.tsx';
import { actionText, actorText } from './activity.rules.ts';

function ActivityItem({ entry, userId }: { entry: AuditEntry; userId: string }): JSX.Element {
  const { accountPages, sessions } = useMessages();
  const texts = accountPages.activity;
  const outcome = texts.outcomes[entry.outcome];
  const actor = actorText(texts, entry, userId);
  const device = deviceName(entry.origin.userAgent, sessions.browserOn);
  return (
    <li>
      <div>
        <p>
          <strong>{actionText(texts, entry.action)}</strong>
          {outcome !== undefined && <span class="error"> ({outcome})</span>}
          {actor !== '' && ` ${actor}`}
        </p>
        <p class="hint">
          <Time at={entry.at} />
          {device !== undefined && `, ${device}`}
          {entry.origin.address !== null && ` ${texts.from} ${entry.origin.address}`}
        </p>
      </div>
    </li>
  );
}

interface ActivityPageProps {
  entries: readonly AuditEntry[];
  userId: string;
  /** The sequence number that the next page begins before; null on the last. */
  next: number | null;
  isFirst: boolean;
}

export function ActivityPage({ entries, userId, next, isFirst }: ActivityPageProps): JSX.Element {
  const texts = useMessages().accountPages.activity;
  return (
    <AccountPage current="activity" title={texts.title}>
      <p>{texts.about}</p>
      {entries.length === 0 && <p>{texts.none}</p>}
      {entries.length > 0 && (
        <ol class="rows">
          {entries.map((entry) => (
            <ActivityItem entry={entry} userId={userId} />
          ))}
        </ol>
      )}
      <p class="links">
        {!isFirst && <a href={accountPaths.activity}>{texts.newest}</a>}
        {next !== null && <a href={`${accountPaths.activity}?before=${next}`}>{texts.older}</a>}
      </p>
    </AccountPage>
  );
}
