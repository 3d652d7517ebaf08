import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ApiToken } from '#modules/tokens';
import { Fact, Time } from '../../facts.tsx';
import { ErrorSummary, Field, formTokenField, Hidden, PostForm, Select } from '../../form.tsx';
import type { FormProblems } from '../../form-problems.ts';
import { useMessages } from '../../language/reader.ts';
import { accountPaths } from '../account-addresses.ts';
import { AccountPage } from '../account-page.tsx';

export const makeTokenPath = `${accountPaths.tokens}/new`;
export const revokeTokenPath = `${accountPaths.tokens}/revoke`;

function Expiry({ expiresAt, now }: { expiresAt: number | null; now: number }): JSX.Element {
  const texts = useMessages().accountPages.tokens;
  if (expiresAt === null) return <>{texts.never}</>;
  return (
    <>
      {expiresAt > now ? texts.expires : texts.expired} <Time at={expiresAt} />
    </>
  );
}

function TokenItem({ info, now, token }: { info: ApiToken; now: number; token: string }): JSX.Element {
  const texts = useMessages().accountPages.tokens;
  const name = info.kind === 'login' ? texts.login : info.name;
  return (
    <li>
      <div>
        <p>
          <strong>{name}</strong>
        </p>
        {info.scope !== '' && (
          <p>
            <code>{info.scope}</code>
          </p>
        )}
        <p class="hint">
          {texts.made} <Time at={info.createdAt} isDay />, <Expiry expiresAt={info.expiresAt} now={now} />,{' '}
          {info.lastUsedAt === null ? (
            texts.neverUsed
          ) : (
            <>
              {texts.lastUsed} <Time at={info.lastUsedAt} />
            </>
          )}
        </p>
      </div>
      <PostForm
        action={revokeTokenPath}
        token={token}
        fields={{ id: info.id }}
        button={texts.revoke}
        about={texts.revokeWhat(name)}
        isQuiet
      />
    </li>
  );
}

interface TokensPageProps {
  token: string;
  tokens: readonly ApiToken[];
  /** The id that the next page begins after; null on the last. */
  next: string | null;
  now: number;
  notice?: string | undefined;
}

export function TokensPage({ token, tokens, next, now, notice }: TokensPageProps): JSX.Element {
  const texts = useMessages().accountPages.tokens;
  return (
    <AccountPage current="tokens" title={texts.title} notice={notice}>
      <p>{texts.about}</p>
      {tokens.length === 0 && <p>{texts.none}</p>}
      {tokens.length > 0 && (
        <ul class="rows">
          {tokens.map((info) => (
            <TokenItem info={info} now={now} token={token} />
          ))}
        </ul>
      )}
      <div class="actions below">
        <a class="button" href={makeTokenPath}>
          {texts.make}
        </a>
        {next !== null && (
          <a class="button quiet" href={`${accountPaths.tokens}?before=${encodeURIComponent(next)}`}>
            {texts.older}
          </a>
        )}
      </div>
    </AccountPage>
  );
}

export interface EnteredToken {
  name: string;
  expiry: string;
}

interface MakeTokenPageProps {
  token: string;
  entered: EnteredToken;
  problems: FormProblems;
}

export function MakeTokenPage({ token, entered, problems }: MakeTokenPageProps): JSX.Element {
  const texts = useMessages().accountPages.tokens;
  return (
    <AccountPage current="tokens" title={texts.makeTitle} hasErrors={problems.count > 0}>
      <ErrorSummary problems={problems} />
      <form method="post" action={makeTokenPath} class="stack" novalidate>
        <Hidden name={formTokenField} value={token} />
        <Field
          name="name"
          label={texts.name}
          hint={texts.nameHint}
          autocomplete="off"
          value={entered.name}
          problems={problems}
        />
        <Select
          name="expiry"
          label={texts.expiry}
          options={texts.lifetimes}
          value={entered.expiry}
          problems={problems}
        />
        <div class="actions">
          <button type="submit">{texts.make}</button>
          <a href={accountPaths.tokens}>{texts.cancel}</a>
        </div>
      </form>
    </AccountPage>
  );
}

/** The one time that a token is shown. */
export function ShownTokenPage({ name, secret }: { name: string; secret: string }): JSX.Element {
  const texts = useMessages().accountPages.tokens;
  return (
    <AccountPage current="tokens" title={texts.shownTitle} notice={texts.shownOnce}>
      <dl>
        <Fact term={texts.name}>{name}</Fact>
        <Fact term={texts.token}>
          <code>{secret}</code>
        </Fact>
      </dl>
      <p>{texts.use}</p>
      <pre>
        <code>{`Authorization: Token ${secret}`}</code>
      </pre>
      <p>
        <a class="button" href={accountPaths.tokens}>
          {texts.goOn}
        </a>
      </p>
    </AccountPage>
  );
}
