import type { PagesDeps } from '../../pages.types.ts';
import type { PageKit } from '../../page-kit.ts';
import { done } from '../account-addresses.ts';
import type { OwnPages } from '../own-pages.ts';
import { addApps } from './apps.routes.tsx';
import { factorPaths } from './factor-addresses.ts';
import { FactorsPage, type OwnFactors } from './factors.page.tsx';
import { addPasskeys } from './passkeys.routes.tsx';
import { addRecoveryCodes } from './recovery-codes.routes.tsx';
import { isAppError } from '#platform/errors.ts';
import type { User } from '#modules/users';

async function factorsOf({ mfa, db }: PagesDeps, user: User): Promise<OwnFactors> {
  return {
    standing: await mfa.standing(user),
    apps: await mfa.totp.list(db, user.id),
    passkeys: await mfa.passkeys.list(db, user.id),
    hasPasskeys: mfa.passkeys.isOn,
    codesLeft: await mfa.recoveryCodes.left(db, user.id),
    trusted: await mfa.trustedDevices.list(db, user.id),
  };
}

function addTrustedBrowsers(pages: OwnPages, { mfa, db }: PagesDeps): void {
  const page = factorPaths.all;
  const { trustedDevices } = mfa;

  pages.form(
    {
      path: factorPaths.forgetBrowser,
      summary: 'Forget a trusted browser with a form',
      fields: ['browser'],
      page,
    },
    {
      async handle({ act, principal, form, reply }) {
        try {
          await trustedDevices.forget(act, principal.user, form.text('browser'));
        } catch (error) {
          // Forgotten meanwhile, in another tab, or run out: that is what was wanted.
          if (!isAppError(error, 'mfa.factor_not_found')) throw error;
        }
        return reply.redirect(done(page, 'browser-forgotten'), 303);
      },
    },
  );

  pages.form(
    { path: factorPaths.forgetBrowsers, summary: 'Forget all trusted browsers with a form', page },
    {
      async handle({ act, principal, reply }) {
        for (const { id } of await trustedDevices.list(db, principal.user.id)) {
          await trustedDevices.forget(act, principal.user, id);
        }
        return reply.redirect(done(page, 'browsers-forgotten'), 303);
      },
    },
  );
}

/** `/account/factors`: what somebody shows beside their password, or instead of it. */
export function addFactors(pages: OwnPages, deps: PagesDeps, kit: PageKit): void {
  pages.page(
    { path: factorPaths.all, summary: 'Your second factors and passkeys', isSensitive: true },
    async ({ principal, notice, show }) => {
      const factors = await factorsOf(deps, principal.user);
      return show((token) => <FactorsPage {...{ ...factors, token, notice }} />);
    },
  );
  addApps(pages, deps, kit);
  addPasskeys(pages, deps, kit);
  addRecoveryCodes(pages, deps);
  addTrustedBrowsers(pages, deps);
}
