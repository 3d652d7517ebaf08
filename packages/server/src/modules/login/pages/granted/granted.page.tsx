import type { JSX } from 'hono/jsx/jsx-runtime';
import type { GrantedApplication } from '#modules/oauth';
import { AccountPage } from '../account/account-page.tsx';
import { applicationsPath } from '../applications/application-addresses.ts';
import { Time } from '../facts.tsx';
import { PostForm } from '../form.tsx';
import { shownName } from '../interaction/application-face.rules.ts';
import { ScopeList } from '../interaction/scope-list.tsx';
import { useMessages } from '../language/reader.ts';

export const grantedPath = '/o/authorized_tokens/';

function GrantedItem({ granted, token }: { granted: GrantedApplication; token: string }): JSX.Element {
  const texts = useMessages().applications.granted;
  const { application, scopes, grantedAt } = granted;
  const name = shownName(application);
  return (
    <li>
      <div>
        <p>
          <strong>{name}</strong>
        </p>
        <p class="hint">
          {texts.since} <Time at={grantedAt} isDay />
        </p>
        <ScopeList scopes={scopes} />
      </div>
      <PostForm
        action={`${grantedPath}${encodeURIComponent(application.clientId)}/delete/`}
        token={token}
        button={texts.takeBack}
        about={texts.takeBackWhat(name)}
        isQuiet
      />
    </li>
  );
}

interface GrantedPageProps {
  granted: readonly GrantedApplication[];
  token: string;
  notice?: string | undefined;
}

/** Which applications may use one's account, and for what. */
export function GrantedPage({ granted, token, notice }: GrantedPageProps): JSX.Element {
  const { granted: texts, list: own } = useMessages().applications;
  return (
    <AccountPage current="applications" title={texts.title} notice={notice}>
      <p>{granted.length === 0 ? texts.none : texts.about}</p>
      {granted.length > 0 && (
        <ul class="rows">
          {granted.map((one) => (
            <GrantedItem granted={one} token={token} />
          ))}
        </ul>
      )}
      <p class="below">
        {own.about} <a href={applicationsPath}>{own.title}</a>
      </p>
    </AccountPage>
  );
}
