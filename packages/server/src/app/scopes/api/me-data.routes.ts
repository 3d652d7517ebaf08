import { ActivityListQuery, ApiAuditPage, ApiOwnData } from '@ostiary/contract';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { cutPage, partsFromCursor } from './manners/cursor-parts.ts';
import { recentlyProved } from './manners/own-account.ts';
import { toPageOf } from './manners/paging.ts';
import { entryToWire } from './to-wire.ts';

type Deps = Pick<ApiServices, 'ownAccounts' | 'sessions' | 'signIn'>;

const tag = 'Own account';
const list = 'activity';

export function addOwnDataRoutes(app: ApiApp, deps: Deps): void {
  const { ownData } = deps.ownAccounts;
  app.get(
    '/me/activity',
    {
      schema: {
        operationId: 'listOwnActivity',
        ...operation(
          tag,
          'What you did, and what was done to you',
          'Newest first. Who else it was, and where from, is not told.',
        ),
        querystring: ActivityListQuery,
        response: { 200: ApiAuditPage },
      },
    },
    async (request) => {
      const { user } = (await request.signedIn()).principal;
      const { cursor, limit } = request.query;
      const [position] = partsFromCursor(cursor, list, /^(\d{1,16})$/) ?? [];
      const before = position === undefined ? undefined : Number(position);
      const entries = await ownData.activity(user.id, { limit: limit + 1, ...given({ before }) });
      return toPageOf(
        cutPage(entries, limit, ({ seq }) => String(seq)),
        list,
        entryToWire,
      );
    },
  );
  app.get(
    '/me/data',
    {
      schema: {
        operationId: 'downloadOwnData',
        ...operation(tag, 'Everything that is known of you', 'As JSON, without a single secret.'),
        response: { 200: ApiOwnData },
      },
      config: { errors: ['login.step_up_required'] },
    },
    async (request) => {
      const { caller, principal } = await recentlyProved(deps, request);
      return ownData.download(caller.act, principal.user);
    },
  );
}
