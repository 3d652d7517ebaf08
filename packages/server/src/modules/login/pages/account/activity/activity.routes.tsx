import { queryText } from '../../form-body.ts';
import type { PagesDeps } from '../../pages.types.ts';
import { accountPaths } from '../account-addresses.ts';
import type { OwnPages } from '../own-pages.ts';
import { ActivityPage } from './activity.page.tsx';

const pageSize = 30;

/** `/account/activity`: what the audit log says of somebody, for themselves. */
export function addActivity(pages: OwnPages, { ownAccounts }: PagesDeps): void {
  pages.page(
    { path: accountPaths.activity, summary: 'What happened in your account' },
    async ({ principal, request, show }) => {
      const userId = principal.user.id;
      const before = Number(queryText(request, 'before'));
      const isFirst = !Number.isSafeInteger(before) || before < 1;
      const page = { limit: pageSize + 1, ...(!isFirst && { before }) };
      const rows = await ownAccounts.ownData.activity(userId, page);
      const entries = rows.slice(0, pageSize);
      const next = rows.length > pageSize ? (entries.at(-1)?.seq ?? null) : null;
      return show(() => <ActivityPage {...{ entries, userId, next, isFirst }} />);
    },
  );
}
