import type { Caller } from '#modules/access';
import { AppError, isAppError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import { queryText } from '../../form-body.ts';
import type { PagesDeps } from '../../pages.types.ts';
import { accountPaths, done } from '../account-addresses.ts';
import type { OwnPages } from '../own-pages.ts';
import { pageOfSessions, rowsFor } from './session-page.rules.ts';
import { endOthersPath, endPath, SessionsPage } from './sessions.page.tsx';

const path = accountPaths.sessions;
const pageSize = 20;

async function endIfLive({ sessions }: PagesDeps, caller: Caller, id: string): Promise<void> {
  try {
    await sessions.endOne(caller, id);
  } catch (error) {
    if (!isAppError(error, 'sessions.not_found')) throw error;
  }
}

function addEnding(pages: OwnPages, deps: PagesDeps): void {
  pages.form(
    { path: endPath, summary: 'End one of your sessions with a form', fields: ['session'], page: path },
    {
      async handle({ caller, principal, form, reply }) {
        const id = form.text('session');
        if (!isUuid(id)) throw new AppError('sessions.not_found');
        // Whoever manages the sessions of others does that elsewhere. One that has ended meanwhile, in another tab
        // or on its own device, is what was wanted.
        const own = await deps.sessions.findWithUser(id, principal.user.id);
        if (own?.session) await endIfLive(deps, caller, id);
        return reply.redirect(done(path, 'session-ended'), 303);
      },
    },
  );

  pages.form(
    { path: endOthersPath, summary: 'End all your other sessions with a form', page: path },
    {
      async handle({ act, principal, reply }) {
        await deps.login.signOutEverywhere(act, principal.user.id, principal.sessionId ?? undefined);
        return reply.redirect(done(path, 'sessions-ended'), 303);
      },
    },
  );
}

/** `/account/sessions`: where somebody is signed in. */
export function addSessions(pages: OwnPages, deps: PagesDeps): void {
  pages.page({ path, summary: 'Where you are signed in' }, async (visit) => {
    const { principal, notice, request, show } = visit;
    const before = queryText(request, 'before');
    const isFirst = !isUuid(before);
    const rows = await deps.sessions.list(deps.db, principal.user.id, {
      limit: rowsFor(pageSize),
      ...(!isFirst && { before }),
    });
    const page = pageOfSessions(rows, principal.sessionId, pageSize);
    const live = principal.sessionId === null ? undefined : await deps.sessions.findLive(principal.sessionId);
    const current = live?.session ?? null;
    return show((token) => <SessionsPage {...{ ...page, token, current, isFirst, notice }} />);
  });
  addEnding(pages, deps);
}
