import { AppError } from '#platform/errors.ts';
import type { PagesDeps } from '../../pages.types.ts';
import type { OwnPages } from '../own-pages.ts';
import { factorPaths } from './factor-addresses.ts';
import { MakeCodesPage, ShownCodesPage } from './recovery-codes.page.tsx';

const path = factorPaths.recoveryCodes;

/** `/account/factors/recovery-codes`: new ones for those that there are. */
export function addRecoveryCodes(pages: OwnPages, { mfa, db }: PagesDeps): void {
  pages.page(
    { path, summary: 'Page to make new recovery codes', isSensitive: true },
    async ({ principal, show }) => {
      if (!(await mfa.hasFactor(db, principal.user.id))) throw new AppError('mfa.factor_not_found');
      return show((token) => <MakeCodesPage token={token} />);
    },
  );

  pages.form(
    {
      path,
      summary: 'Make new recovery codes with a form',
      shows: 'A page with the codes, which are shown this one time.',
      isSensitive: true,
    },
    {
      async handle({ act, principal, show }) {
        const codes = await mfa.recoveryCodes.create(act, principal.user);
        return show(() => <ShownCodesPage codes={codes} />);
      },
    },
  );
}
