import type { JSX } from 'hono/jsx/jsx-runtime';
import { useMessages } from '../language/reader.ts';
import { Page, type PageProps } from '../layout.tsx';
import type { Messages } from '../messages/messages.ts';
import { accountPaths, type AccountPageName } from './account-addresses.ts';

/** The account pages by name, in the order of the navigation. */
export function accountPageNames({ accountPages }: Messages): [AccountPageName, string][] {
  return Object.entries(accountPages.names).map(([name, text]) => [name as AccountPageName, text]);
}

/** All account pages; where there is no room for that, the way back to the one that leads to all of them. */
function AccountNavigation({ current }: { current: AccountPageName }): JSX.Element {
  const messages = useMessages();
  const texts = messages.accountPages;
  const isOverview = current === 'overview';
  return (
    <nav class={isOverview ? 'account-nav home' : 'account-nav'} aria-label={texts.navigation}>
      {!isOverview && (
        <a class="back" href={accountPaths.overview}>
          {texts.back}
        </a>
      )}
      <ul>
        {accountPageNames(messages).map(([name, text]) => (
          <li>
            <a href={accountPaths[name]} {...(name === current && { 'aria-current': 'page' })}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface AccountPageProps extends Omit<PageProps, 'nav' | 'side'> {
  /** Which of the pages it is, or belongs to. */
  current: AccountPageName;
}

/** The frame of every account page. */
export function AccountPage({ current, ...props }: AccountPageProps): JSX.Element {
  const { signOut } = useMessages().accountPages;
  return (
    <Page
      {...props}
      nav={[{ href: '/sign-out', text: signOut }]}
      side={<AccountNavigation current={current} />}
    />
  );
}
