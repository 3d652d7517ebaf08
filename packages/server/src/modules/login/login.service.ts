import type { Act } from '#modules/audit';
import type { Database } from '#platform/db/database.ts';
import { authenticate, type AuthenticationDeps } from './authentication.ts';
import type { LoginService } from './login.types.ts';

export interface LoginDeps extends Omit<AuthenticationDeps, 'db'> {
  database: Database;
  /** Lifetime of a browser session. */
  sessionSeconds: number;
}

export function createLoginService(deps: LoginDeps): LoginService {
  const { database, passwords, sessions } = deps;
  const chain: AuthenticationDeps = { ...deps, db: database.db };
  return {
    async signIn(act, credentials, current) {
      const user = await passwords.authenticate(act, credentials);
      const signedIn: Act = { ...act, actor: { type: 'user', id: user.id } };
      const how = { userId: user.id, amr: ['pwd'], lifetimeSeconds: deps.sessionSeconds };
      const { session, secret } = await database.write(async (tx) => {
        const isSame = current?.userId === user.id;
        const renewed = isSame
          ? await sessions.renew(tx, signedIn, { ...how, sessionId: current.sessionId })
          : undefined;
        return renewed ?? sessions.start(tx, signedIn, { ...how, isBrowser: true });
      });
      if (secret === null) throw new TypeError('A browser session has a secret');
      return { user, session, secret };
    },
    async signOut(act, sessionId) {
      await database.write((tx) => sessions.end(tx, act, sessionId, 'signed_out'));
    },
    signOutEverywhere: (act, userId, keepSessionId) =>
      database.write((tx) => sessions.endAll(tx, act, userId, 'signed_out_everywhere', keepSessionId)),
    authenticate: (act, presented) => authenticate(chain, act, presented),
  };
}
