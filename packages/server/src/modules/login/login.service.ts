import type { Database } from '#platform/db/database.ts';
import { authenticate, type AuthenticationDeps } from './authentication.ts';
import type { LoginService } from './login.types.ts';

export interface LoginDeps extends Omit<AuthenticationDeps, 'db'> {
  database: Database;
}

export function createLoginService(deps: LoginDeps): LoginService {
  const { database, sessions } = deps;
  const chain: AuthenticationDeps = { ...deps, db: database.db };
  return {
    async signOut(act, sessionId) {
      await database.write((tx) => sessions.end(tx, act, sessionId, 'signed_out'));
    },
    signOutEverywhere: (act, userId, keepSessionId) =>
      database.write((tx) => sessions.endAll(tx, act, userId, 'signed_out_everywhere', keepSessionId)),
    authenticate: (act, presented) => authenticate(chain, act, presented),
  };
}
