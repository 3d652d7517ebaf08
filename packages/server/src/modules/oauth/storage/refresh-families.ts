import type { AdapterPayload } from 'oidc-provider';
import type { PresentedRefresh } from '#modules/tokens';
import type { Tx } from '#platform/db/schema.ts';
import type { OauthDeps } from '../oauth.deps.ts';

type Deps = Pick<OauthDeps, 'clock' | 'tokens' | 'sessions' | 'config'>;

/** What the engine wants back with a refresh token; the rest has columns. */
export type Kept = Pick<
  AdapterPayload,
  'acr' | 'amr' | 'authTime' | 'claims' | 'gty' | 'iiat' | 'jkt' | 'nonce' | 'resource'
> & {
  /** It has a session of its own, which goes on when the browser's has ended. */
  hasOwnSession?: boolean;
};

const keptNames = ['acr', 'amr', 'authTime', 'claims', 'gty', 'iiat', 'jkt', 'nonce', 'resource'] as const;

export function keptOf(payload: AdapterPayload): Kept {
  return Object.fromEntries(keptNames.map((name) => [name, payload[name]]));
}

export function readKept({ payload }: PresentedRefresh): Kept {
  return payload === null ? {} : (JSON.parse(payload) as Kept);
}

/** An own session outlives its refresh token by this part of its life, so that most refreshes need not extend it. */
const slackPart = 24;

export function ownSessionSeconds({ config }: Pick<Deps, 'config'>, refreshSeconds: number): number {
  return refreshSeconds + config.tokens.accessSeconds + Math.ceil(refreshSeconds / slackPart);
}

/** Moves the family on to the successor of this token; false when it was used meanwhile and nothing may be answered. */
export async function rotateFamily(
  deps: Deps,
  tx: Tx,
  { presented, seconds }: { presented: PresentedRefresh; seconds: number },
): Promise<boolean> {
  const now = deps.clock.nowMs();
  if (!(await deps.tokens.clientFamilies.rotate(tx, presented, { seconds }))) return false;
  if (readKept(presented).hasOwnSession === true) {
    const sessionEndsAt = now + ownSessionSeconds(deps, seconds) * 1000;
    await deps.sessions.extend(tx, presented.sessionId, sessionEndsAt, now);
  }
  return true;
}
