import { parseJsonObject, type Claims } from '#modules/keys';
import { asOutboundError } from '#platform/http/outbound-error.ts';
import type { PredecessorDeps } from '../predecessor.deps.ts';

/** What the old service has said. */
export type Said =
  | { kind: 'yes'; body: Claims }
  /** Not with these credentials. */
  | { kind: 'no' }
  | { kind: 'nothing'; reason: string };

/** DRF says 400 or 401 of wrong credentials, and 403 where it has no challenge (contracts/django-easyjwt.md). */
const refusals = new Set([400, 401, 403]);

async function readAnswer(response: Response): Promise<Said> {
  const { status } = response;
  if (status === 200 || status === 201) {
    const body = parseJsonObject(Buffer.from(await response.arrayBuffer()));
    return body ? { kind: 'yes', body } : { kind: 'nothing', reason: 'malformed' };
  }
  await response.body?.cancel();
  return refusals.has(status) ? { kind: 'no' } : { kind: 'nothing', reason: `status_${status}` };
}

async function ask(fetch: PredecessorDeps['fetch'], url: string, init: RequestInit): Promise<Said> {
  try {
    return await readAnswer(await fetch(url, init));
  } catch (error) {
    // Neither the address nor anything that was sent or answered is in it.
    return { kind: 'nothing', reason: asOutboundError(error).reason };
  }
}

/** Signs in there, once. */
export function askToSignIn(
  { fetch, config }: PredecessorDeps,
  url: string,
  { login, password }: { login: string; password: string },
): Promise<Said> {
  const body = JSON.stringify({ [config.loginField]: login, password });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return ask(fetch, url, { method: 'POST', headers, body });
}

/** Who holds that access token. */
export function askWhoItIs({ fetch }: PredecessorDeps, url: string, access: string): Promise<Said> {
  return ask(fetch, url, { headers: { authorization: `Bearer ${access}`, accept: 'application/json' } });
}
