import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Words } from '../../parts/words.tsx';
import { useText } from '../../text/text.tsx';

async function loadPage(cursor: { cursor?: string }) {
  const call = api.GET('/api/v1/access-review', { params: { query: { limit: 50, ...cursor } } });
  const page = await answerOf(call);
  // The same address also writes CSV, for whoever asks for it.
  if (typeof page === 'string') throw new TypeError('The review was not asked for as CSV');
  return page;
}

/** Every user with what they hold, those with nothing included. */
export function AccessReviewPage(): JSX.Element {
  const { areas, lists, users } = useText();
  return (
    <Page title={areas.review}>
      <PagedTable<Schemas['SparseReviewedUser']>
        label={areas.review}
        query={{ queryKey: ['access-review'], load: loadPage }}
        keyOf={({ id }) => id}
        empty={<Empty title={users.empty} hint={users.emptyHint} />}
        columns={[
          {
            head: users.email,
            cell: ({ id, email, username }) => (
              <PageLink to="/users/$id" params={{ id }}>
                {email ?? username ?? id}
              </PageLink>
            ),
          },
          { head: lists.roles, cell: ({ roles = [] }) => <Words words={roles} /> },
          { head: areas.groups, cell: ({ groups = [] }) => <Words words={groups} /> },
          {
            head: areas.services,
            cell: ({ services = [] }) => (
              <Words
                words={services.map(({ service, level }) =>
                  level === null ? service : `${service}: ${level}`,
                )}
              />
            ),
          },
        ]}
      />
    </Page>
  );
}
