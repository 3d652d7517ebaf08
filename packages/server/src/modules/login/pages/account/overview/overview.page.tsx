import type { JSX } from 'hono/jsx/jsx-runtime';
import { dateText } from '../../dates.ts';
import { PostForm } from '../../form.tsx';
import { useMessages } from '../../language/reader.ts';
import { accountPaths } from '../account-addresses.ts';
import { accountPageNames, AccountPage } from '../account-page.tsx';
import { keepPath } from '../data/data-addresses.ts';
import { verifyPath } from '../email/email.page.tsx';
import { factorPaths } from '../factors/factor-addresses.ts';
import type { Attention } from './attention.rules.ts';

function WayOn({ attention, token }: { attention: Attention; token: string }): JSX.Element {
  const texts = useMessages().accountPages.overview;
  switch (attention.kind) {
    case 'deletion':
      return <PostForm action={keepPath} token={token} button={texts.keep} />;
    case 'unverified':
      return <PostForm action={verifyPath} token={token} button={texts.sendLink} isQuiet />;
    case 'factor-missing':
      return (
        <a class="button" href={factorPaths.all}>
          {texts.setUpFactor}
        </a>
      );
    case 'few-codes':
      return (
        <a class="button quiet" href={factorPaths.recoveryCodes}>
          {texts.makeCodes}
        </a>
      );
  }
}

function AttentionCard({ attention, token }: { attention: Attention; token: string }): JSX.Element {
  const messages = useMessages();
  const texts = messages.accountPages.overview;
  const words = ((): string => {
    switch (attention.kind) {
      case 'deletion':
        return texts.deletion(dateText(messages, attention.dueAt, 'minute'));
      case 'factor-missing':
        return texts.factorMissing(dateText(messages, attention.until, 'minute'));
      case 'unverified':
        return texts.unverified(attention.email);
      case 'few-codes':
        return attention.left === 0 ? texts.noCodes : texts.fewCodes(attention.left);
    }
  })();
  return (
    <li class="card">
      <p>{words}</p>
      <WayOn attention={attention} token={token} />
    </li>
  );
}

function Ways(): JSX.Element {
  const messages = useMessages();
  const { abouts } = messages.accountPages;
  return (
    <ul class="rows">
      {accountPageNames(messages).map(
        ([name, text]) =>
          name !== 'overview' && (
            <li>
              <p>
                <a href={accountPaths[name]}>{text}</a>
                <span class="hint way">{abouts[name]}</span>
              </p>
            </li>
          ),
      )}
    </ul>
  );
}

interface OverviewPageProps {
  token: string;
  name: string;
  attentions: readonly Attention[];
  notice?: string | undefined;
}

export function OverviewPage({ token, name, attentions, notice }: OverviewPageProps): JSX.Element {
  const texts = useMessages().accountPages.overview;
  return (
    <AccountPage current="overview" title={texts.title} notice={notice}>
      <p>{texts.about(name)}</p>
      {attentions.length === 0 && <p>{texts.nothing}</p>}
      {attentions.length > 0 && (
        <>
          <h2>{texts.attention}</h2>
          <ul class="cards">
            {attentions.map((attention) => (
              <AttentionCard attention={attention} token={token} />
            ))}
          </ul>
        </>
      )}
      <h2>{texts.everything}</h2>
      <Ways />
    </AccountPage>
  );
}
