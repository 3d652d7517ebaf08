import type { FastifyInstance } from 'fastify';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { addActivity } from './activity/activity.routes.tsx';
import { addData } from './data/data.routes.tsx';
import { addDeleteAccount } from './data/delete-account.routes.tsx';
import { addEmail } from './email/email.routes.tsx';
import { addFactors } from './factors/factors.routes.tsx';
import { addOverview } from './overview/overview.routes.tsx';
import { createOwnPages } from './own-pages.ts';
import { addPassword } from './password/password.routes.tsx';
import { addProfile } from './profile/profile.routes.tsx';
import { addSessions } from './sessions/sessions.routes.tsx';
import { addTokens } from './tokens/tokens.routes.tsx';

/** `/account/`: what people see and change of their own accounts. */
export function addAccount(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  const pages = createOwnPages(app, kit);
  addOverview(pages, deps);
  addProfile(pages, deps);
  addEmail(pages, deps);
  addPassword(pages, deps);
  addFactors(pages, deps, kit);
  addSessions(pages, deps);
  addTokens(pages, deps);
  addActivity(pages, deps);
  addData(pages, deps);
  addDeleteAccount(pages, deps, kit);
}
