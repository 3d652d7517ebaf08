import type { FastifyReply } from 'fastify';
import { AppError } from '#platform/errors.ts';
import { queryText } from '../../form-body.ts';
import { noProblems, type FormProblems } from '../../form-problems.ts';
import { wordsFor } from '../../messages/messages.ts';
import type { PageKit } from '../../page-kit.ts';
import type { PagesDeps } from '../../pages.types.ts';
import { about, done } from '../account-addresses.ts';
import { requireNone, sayBeside } from '../field-error.ts';
import type { OwnPages, Visit } from '../own-pages.ts';
import { AddAppPage, ConfirmAppPage } from './apps.page.tsx';
import { settleEnrolment } from './enrolment.tsx';
import { factorPaths } from './factor-addresses.ts';
import { factorIn, lossOf } from './own-factor.ts';
import { qrModulesOf } from './qr-modules.ts';
import { RemoveFactorPage } from './remove-factor.page.tsx';

function addBeginning(pages: OwnPages, { mfa }: PagesDeps): void {
  const path = factorPaths.addApp;
  const draw = ({ show }: Visit, drawing: { name: string; problems: FormProblems }): Promise<FastifyReply> =>
    show((token) => <AddAppPage token={token} {...drawing} />);

  pages.page({ path, summary: 'Page to add an authenticator app', isSensitive: true }, (visit) => {
    const name = visit.messages.accountPages.factors.apps.defaultName;
    return draw(visit, { name, problems: noProblems });
  });

  pages.form(
    { path, summary: 'Begin with a form to add an authenticator app', fields: ['name'], isSensitive: true },
    {
      async handle({ act, principal, form, messages, reply }) {
        const name = form.text('name').trim();
        requireNone({ name: name === '' && messages.accountPages.factors.apps.nameMissing });
        const { id } = await mfa.totp.begin(act, principal.user, name);
        return reply.redirect(about(factorPaths.confirmApp, id), 303);
      },
      refused: (sent, problems) => draw(sent, { name: sent.form.text('name'), problems }),
    },
  );
}

function addConfirmation(pages: OwnPages, deps: PagesDeps, kit: PageKit): void {
  const { totp } = deps.mfa;
  const path = factorPaths.confirmApp;
  const draw = async (visit: Visit, problems: FormProblems): Promise<FastifyReply> => {
    const id = queryText(visit.request, 'id');
    const app = await totp.unconfirmed(visit.principal.user, id);
    if (!app) throw new AppError('mfa.factor_not_found');
    const modules = await qrModulesOf(app.uri);
    return visit.show((token) => (
      <ConfirmAppPage {...{ token, id, modules, problems, secret: app.secret }} />
    ));
  };

  pages.page({ path, summary: 'Page with the secret for an authenticator app', isSensitive: true }, (visit) =>
    draw(visit, noProblems),
  );

  pages.form(
    {
      path,
      summary: 'Confirm an authenticator app with its first code',
      fields: ['code'],
      shows: 'A page with recovery codes, which are shown this one time, where there were none.',
      isSensitive: true,
    },
    {
      async handle(sent) {
        const { act, form, principal, messages, request } = sent;
        const code = form.text('code').trim();
        requireNone({ code: code === '' && messages.accountPages.factors.apps.codeMissing });
        const wrong = wordsFor(messages, new AppError('mfa.invalid_code'));
        const { recoveryCodes } = await sayBeside('code', { 'mfa.invalid_code': wrong }, () =>
          totp.confirm(act, principal.user, { id: queryText(request, 'id'), code }),
        );
        return settleEnrolment({ deps, kit, sent }, { amr: ['otp'], recoveryCodes });
      },
      refused: draw,
    },
  );
}

function addRemoval(pages: OwnPages, deps: PagesDeps): void {
  const { mfa, db } = deps;
  const path = factorPaths.removeApp;

  pages.page({ path, summary: 'Page to remove an authenticator app', isSensitive: true }, async (visit) => {
    const app = factorIn(visit, await mfa.totp.list(db, visit.principal.user.id));
    const loss = await lossOf(deps, visit);
    const warning = visit.messages.accountPages.factors.removeApp;
    return visit.show((token) => (
      <RemoveFactorPage {...{ ...loss, token, warning, name: app.name, action: about(path, app.id) }} />
    ));
  });

  pages.form(
    { path, summary: 'Remove an authenticator app with a form', isSensitive: true },
    {
      async handle({ act, principal, request, reply }) {
        await mfa.totp.remove(act, principal.user, queryText(request, 'id'));
        return reply.redirect(done(factorPaths.all, 'factor-removed'), 303);
      },
    },
  );
}

/** `/account/factors/apps/`: authenticator apps (RFC 6238). */
export function addApps(pages: OwnPages, deps: PagesDeps, kit: PageKit): void {
  addBeginning(pages, deps);
  addConfirmation(pages, deps, kit);
  addRemoval(pages, deps);
}
