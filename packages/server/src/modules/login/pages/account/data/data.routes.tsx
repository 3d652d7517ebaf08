import type { PagesDeps } from '../../pages.types.ts';
import { accountPaths } from '../account-addresses.ts';
import type { OwnPages } from '../own-pages.ts';
import { DataPage } from './data.page.tsx';

const path = accountPaths.data;

/** `/account/data`: what is known of somebody, for themselves. */
export function addData(pages: OwnPages, { ownAccounts, db, clock }: PagesDeps): void {
  pages.page({ path, summary: 'Your data', isSensitive: true }, async ({ principal, notice, show }) => {
    const pending = await ownAccounts.deletion.find(db, principal.user.id);
    const dueAt = pending?.dueAt ?? null;
    return show((token) => <DataPage {...{ token, dueAt, notice }} />);
  });

  pages.form(
    { path, summary: 'Download your data with a form', shows: 'A JSON file.', isSensitive: true },
    {
      async handle({ act, principal, reply }) {
        const data = await ownAccounts.ownData.download(act, principal.user);
        const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC' }).format(clock.nowMs());
        return reply
          .header('content-disposition', `attachment; filename="ostiary-account-${day}.json"`)
          .header('cache-control', 'no-store')
          .header('x-content-type-options', 'nosniff')
          .type('application/json; charset=utf-8')
          .send(`${JSON.stringify(data, null, 2)}\n`);
      },
    },
  );
}
