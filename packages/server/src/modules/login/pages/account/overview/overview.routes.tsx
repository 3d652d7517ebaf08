import type { User } from '#modules/users';
import type { PagesDeps } from '../../pages.types.ts';
import { accountPaths } from '../account-addresses.ts';
import type { OwnPages } from '../own-pages.ts';
import { attentionsOf, type Situation } from './attention.rules.ts';
import { OverviewPage } from './overview.page.tsx';

async function situationOf(
  { db, hasMail, mailPolicy, mfa, ownAccounts }: PagesDeps,
  user: User,
): Promise<Situation> {
  return {
    user,
    verifiesEmail: hasMail && mailPolicy.verification !== 'off',
    standing: await mfa.standing(user),
    codesLeft: await mfa.recoveryCodes.left(db, user.id),
    dueAt: (await ownAccounts.deletion.find(db, user.id))?.dueAt,
  };
}

/** `/account/`: what needs attention, and the ways to everything else. */
export function addOverview(pages: OwnPages, deps: PagesDeps): void {
  pages.page(
    { path: accountPaths.overview, summary: 'Overview of your account' },
    async ({ principal, notice, show }) => {
      const { user } = principal;
      const attentions = attentionsOf(await situationOf(deps, user));
      const name = user.email ?? user.username ?? user.id;
      return show((token) => <OverviewPage {...{ token, name, attentions, notice }} />);
    },
  );
}
