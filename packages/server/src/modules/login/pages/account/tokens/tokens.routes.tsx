import type { FastifyReply } from 'fastify';
import { AppError, isAppError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import { queryText } from '../../form-body.ts';
import { noProblems, type FormProblems } from '../../form-problems.ts';
import type { PagesDeps } from '../../pages.types.ts';
import { accountPaths, done } from '../account-addresses.ts';
import type { OwnPages, Visit } from '../own-pages.ts';
import { expiryOf } from './token-lifetime.rules.ts';
import {
  makeTokenPath,
  MakeTokenPage,
  revokeTokenPath,
  ShownTokenPage,
  TokensPage,
  type EnteredToken,
} from './tokens.page.tsx';

const path = accountPaths.tokens;
const pageSize = 20;
const usualLifetime = '90';

function addMaking(pages: OwnPages, deps: PagesDeps): void {
  const draw = (
    { show }: Visit,
    drawing: { entered: EnteredToken; problems: FormProblems },
  ): Promise<FastifyReply> => show((token) => <MakeTokenPage token={token} {...drawing} />);

  pages.page(
    { path: makeTokenPath, summary: 'Page to make a static API token', isSensitive: true },
    (visit) => draw(visit, { entered: { name: '', expiry: usualLifetime }, problems: noProblems }),
  );

  pages.form(
    {
      path: makeTokenPath,
      summary: 'Make a static API token with a form',
      fields: ['name', 'expiry'],
      shows: 'A page with the token, which is shown this one time.',
      isSensitive: true,
    },
    {
      async handle({ caller, principal, form, messages, show }) {
        const choice = form.text('expiry');
        const isOffered = Object.hasOwn(messages.accountPages.tokens.lifetimes, choice);
        const expiresAt = isOffered ? expiryOf(choice, deps.clock.nowMs()) : undefined;
        if (expiresAt === undefined) throw new AppError('request.malformed');
        const made = { userId: principal.user.id, name: form.text('name'), expiresAt };
        const { token: secret, info } = await deps.tokens.createApiToken(caller, made);
        return show(() => <ShownTokenPage name={info.name} secret={secret} />);
      },
      refused: (sent, problems) =>
        draw(sent, {
          entered: { name: sent.form.text('name'), expiry: sent.form.text('expiry') },
          problems,
        }),
    },
  );
}

/** `/account/tokens`: static API tokens, for scripts and machines. */
export function addTokens(pages: OwnPages, deps: PagesDeps): void {
  pages.page({ path, summary: 'Your static API tokens' }, async ({ principal, notice, request, show }) => {
    const before = queryText(request, 'before');
    const rows = await deps.tokens.listApiTokens(deps.db, principal.user.id, {
      limit: pageSize + 1,
      ...(isUuid(before) && { before }),
    });
    const tokens = rows.slice(0, pageSize);
    const next = rows.length > pageSize ? (tokens.at(-1)?.id ?? null) : null;
    const now = deps.clock.nowMs();
    return show((token) => <TokensPage {...{ token, tokens, next, now, notice }} />);
  });

  pages.form(
    { path: revokeTokenPath, summary: 'Revoke a static API token with a form', fields: ['id'], page: path },
    {
      async handle({ caller, principal, form, reply }) {
        const id = form.text('id');
        const info = isUuid(id) ? await deps.tokens.findApiToken(deps.db, id) : undefined;
        if (info?.userId !== principal.user.id) throw new AppError('tokens.api_token_not_found');
        try {
          await deps.tokens.revokeApiToken(caller, id);
        } catch (error) {
          // Revoked meanwhile, in another tab: that is what was wanted.
          if (!isAppError(error, 'tokens.api_token_not_found')) throw error;
        }
        return reply.redirect(done(path, 'token-revoked'), 303);
      },
    },
  );
  addMaking(pages, deps);
}
