import type { FastifyInstance } from 'fastify';
import { addAccount } from './account/account.routes.ts';
import { addApplications } from './applications/applications.routes.tsx';
import { assets } from './assets.ts';
import { addByMail } from './by-mail/by-mail.routes.ts';
import { addConfirm } from './confirm/confirm.routes.tsx';
import { addDevMail } from './dev-mail/dev-mail.routes.tsx';
import { addFactorDue } from './factor/factor-due.routes.tsx';
import { addFactor } from './factor/factor.routes.tsx';
import { addSetUpFactor } from './factor/set-up-factor.routes.tsx';
import { parseFormsOnly } from './form-body.ts';
import { addGranted } from './granted/granted.routes.tsx';
import { addHome } from './home.routes.tsx';
import { addInteraction } from './interaction/interaction.routes.ts';
import { createPageKit } from './page-kit.ts';
import type { PagesDeps } from './pages.types.ts';
import { addSetUp } from './set-up.routes.tsx';
import { addSignIn } from './sign-in.routes.tsx';
import { addSignOut } from './sign-out.routes.tsx';
import { addSignUp } from './sign-up.routes.tsx';

export { createEnginePages } from './engine/engine-pages.tsx';
export { renderErrorPage, sendErrorPage } from './error.page.tsx';
export type { PagesDeps } from './pages.types.ts';
export { createSignInCookies } from './sign-in-cookies.ts';

/** Every page that people see, and what pages refer to. Mount in a scope of its own. */
export function addPages(app: FastifyInstance, deps: PagesDeps): void {
  parseFormsOnly(app);
  const kit = createPageKit(deps);
  addHome(app, deps, kit);
  addSetUp(app, deps, kit);
  addSignIn(app, deps, kit);
  addFactor(app, deps, kit);
  addSetUpFactor(app, deps, kit);
  addFactorDue(app, deps, kit);
  addConfirm(app, deps, kit);
  addSignUp(app, deps, kit);
  addByMail(app, deps, kit);
  addSignOut(app, deps, kit);
  addInteraction(app, deps, kit);
  addAccount(app, deps, kit);
  addApplications(app, deps, kit);
  addGranted(app, deps, kit);
  addDevMail(app, deps);
  for (const { path, contentType, content } of assets) {
    app.get(path, { schema: { hide: true } }, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=31536000, immutable').type(contentType).send(content),
    );
  }
}
