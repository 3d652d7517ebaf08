import type { JSX } from 'hono/jsx/jsx-runtime';
import { deviceName, type Session } from '#modules/sessions';
import { Time } from '../../facts.tsx';
import { PostForm } from '../../form.tsx';
import { useMessages } from '../../language/reader.ts';
import { accountPaths } from '../account-addresses.ts';
import { AccountPage } from '../account-page.tsx';
import { methodsInWords, type SessionPage } from './session-page.rules.ts';

export const endPath = `${accountPaths.sessions}/end`;
export const endOthersPath = `${accountPaths.sessions}/end-others`;

function SessionItem({ session, token }: { session: Session; token: string | null }): JSX.Element {
  const { sessions, accountPages, locale } = useMessages();
  const texts = accountPages.sessions;
  const device = deviceName(session.userAgent, sessions.browserOn) ?? sessions.unknownDevice;
  const methods = methodsInWords(session.amr, texts.methods);
  return (
    <li>
      <div>
        <p>
          <strong>{device}</strong> {token === null && `(${sessions.current})`}
        </p>
        <p class="hint">
          {sessions.signedIn} <Time at={session.createdAt} />
          {methods.length > 0 && ` ${texts.how} ${new Intl.ListFormat(locale).format(methods)}`}
          {session.address !== null && ` ${sessions.from} ${session.address}`}, {sessions.lastSeen}{' '}
          <Time at={session.lastSeenAt} />
        </p>
      </div>
      {token !== null && (
        <PostForm
          action={endPath}
          token={token}
          fields={{ session: session.id }}
          button={sessions.end}
          about={sessions.endWhat(device)}
          isQuiet
        />
      )}
    </li>
  );
}

interface SessionsPageProps extends SessionPage {
  token: string;
  /** The present session; null when it is not a browser's. */
  current: Session | null;
  /** Whether this is the first page. */
  isFirst: boolean;
  notice?: string | undefined;
}

function SignOutForms({ token, hasOthers }: { token: string; hasOthers: boolean }): JSX.Element {
  const texts = useMessages().accountPages.sessions;
  return (
    <div class="actions below">
      {hasOthers && <PostForm action={endOthersPath} token={token} button={texts.endOthers} />}
      <PostForm
        action="/sign-out"
        token={token}
        fields={{ everywhere: 'yes' }}
        button={texts.everywhere}
        isQuiet
      />
    </div>
  );
}

export function SessionsPage(props: SessionsPageProps): JSX.Element {
  const { token, current, others, next, isFirst } = props;
  const { sessions, accountPages } = useMessages();
  const texts = accountPages.sessions;
  const hasOthers = others.length > 0 || !isFirst;
  return (
    <AccountPage current="sessions" title={texts.title} notice={props.notice}>
      <p>{hasOthers ? sessions.hint : texts.onlyHere}</p>
      <ul class="rows">
        {isFirst && current !== null && <SessionItem session={current} token={null} />}
        {others.map((session) => (
          <SessionItem session={session} token={token} />
        ))}
      </ul>
      <p class="links">
        {!isFirst && <a href={accountPaths.sessions}>{texts.newest}</a>}
        {next !== null && (
          <a href={`${accountPaths.sessions}?before=${encodeURIComponent(next)}`}>{texts.older}</a>
        )}
      </p>
      <SignOutForms token={token} hasOthers={hasOthers} />
    </AccountPage>
  );
}
