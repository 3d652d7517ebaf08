import type { FastifyReply } from 'fastify';
import { AppError } from '#platform/errors.ts';
import { queryText } from '../../form-body.ts';
import { noProblems, type FormProblems } from '../../form-problems.ts';
import type { PageKit } from '../../page-kit.ts';
import type { PagesDeps } from '../../pages.types.ts';
import { madePasskeyIn } from '../../scripts/passkey-answer.ts';
import { passkeyField } from '../../scripts/passkey-form.tsx';
import { about, done } from '../account-addresses.ts';
import { requireNone } from '../field-error.ts';
import type { OwnPages, Sent, Visit } from '../own-pages.ts';
import { settleEnrolment } from './enrolment.tsx';
import { factorPaths } from './factor-addresses.ts';
import { factorIn, lossOf } from './own-factor.ts';
import { AddPasskeyPage, RenamePasskeyPage } from './passkeys.page.tsx';
import { RemoveFactorPage } from './remove-factor.page.tsx';

/** What somebody calls a passkey. AppError `request.invalid` for nothing. */
function nameIn({ form, messages }: Sent): string {
  const name = form.text('name').trim();
  requireNone({ name: name === '' && messages.accountPages.factors.passkeys.nameMissing });
  return name;
}

function addRegistration(pages: OwnPages, deps: PagesDeps, kit: PageKit): void {
  const { passkeys } = deps.mfa;
  const path = factorPaths.addPasskey;
  const draw = async (
    { principal, show }: Visit,
    drawing: { name: string; problems: FormProblems },
  ): Promise<FastifyReply> => {
    if (!passkeys.isOn) throw new AppError('request.not_found');
    const options = await passkeys.registrationOptions(principal.user);
    return show((token) => <AddPasskeyPage {...{ ...drawing, token, options }} />, { scripts: true });
  };

  pages.page({ path, summary: 'Page to add a passkey', isSensitive: true }, (visit) => {
    const name = visit.messages.accountPages.factors.passkeys.defaultName;
    return draw(visit, { name, problems: noProblems });
  });

  pages.form(
    {
      path,
      summary: 'Add a passkey with a form',
      fields: ['name', passkeyField],
      shows: 'A page with recovery codes, which are shown this one time, where there were none.',
      isSensitive: true,
    },
    {
      async handle(sent) {
        const made = { name: nameIn(sent), response: madePasskeyIn(sent.form) };
        const { passkey, recoveryCodes } = await passkeys.register(sent.act, sent.principal.user, made);
        const amr = [passkey.isSynced ? 'swk' : 'hwk'];
        return settleEnrolment({ deps, kit, sent }, { amr, recoveryCodes });
      },
      refused: (sent, problems) => draw(sent, { name: sent.form.text('name'), problems }),
    },
  );
}

function addRenaming(pages: OwnPages, { mfa, db }: PagesDeps): void {
  const path = factorPaths.renamePasskey;
  const draw = async (
    visit: Visit,
    entered: string | null,
    problems: FormProblems,
  ): Promise<FastifyReply> => {
    const passkey = factorIn(visit, await mfa.passkeys.list(db, visit.principal.user.id));
    const name = entered ?? passkey.name;
    return visit.show((token) => <RenamePasskeyPage {...{ token, passkey, name, problems }} />);
  };

  pages.page({ path, summary: 'Page to rename a passkey', isSensitive: true }, (visit) =>
    draw(visit, null, noProblems),
  );

  pages.form(
    { path, summary: 'Rename a passkey with a form', fields: ['name'], isSensitive: true },
    {
      async handle(sent) {
        const { act, principal, request, reply } = sent;
        await mfa.passkeys.rename(act, principal.user, queryText(request, 'id'), nameIn(sent));
        return reply.redirect(done(factorPaths.all, 'passkey-renamed'), 303);
      },
      refused: (sent, problems) => draw(sent, sent.form.text('name'), problems),
    },
  );
}

function addRemoval(pages: OwnPages, deps: PagesDeps): void {
  const { mfa, db } = deps;
  const path = factorPaths.removePasskey;

  pages.page({ path, summary: 'Page to remove a passkey', isSensitive: true }, async (visit) => {
    const passkey = factorIn(visit, await mfa.passkeys.list(db, visit.principal.user.id));
    const loss = passkey.clonedAt === null ? await lossOf(deps, visit) : { isLast: false, isNeeded: false };
    const warning = visit.messages.accountPages.factors.removePasskey;
    const action = about(path, passkey.id);
    return visit.show((token) => (
      <RemoveFactorPage {...{ ...loss, token, warning, action, name: passkey.name }} />
    ));
  });

  pages.form(
    { path, summary: 'Remove a passkey with a form', isSensitive: true },
    {
      async handle({ act, principal, request, reply }) {
        await mfa.passkeys.remove(act, principal.user, queryText(request, 'id'));
        return reply.redirect(done(factorPaths.all, 'factor-removed'), 303);
      },
    },
  );
}

/** `/account/factors/passkeys/`: passkeys (W3C Web Authentication Level 3). */
export function addPasskeys(pages: OwnPages, deps: PagesDeps, kit: PageKit): void {
  addRegistration(pages, deps, kit);
  addRenaming(pages, deps);
  addRemoval(pages, deps);
}
