import type { Services } from '../../src/app/build-services.ts';
import type { Act } from '#modules/audit';
import type { SignedIn } from '#modules/login';

/** A session as the sign-in page starts one, without the page. */
export async function browserSession(
  services: Pick<Services, 'signIn'>,
  act: Act,
  credentials: { login: string; password: string },
): Promise<SignedIn> {
  const outcome = await services.signIn.withPassword(act, credentials, {});
  if (outcome.kind !== 'signed-in') throw new TypeError(`The sign-in waits: ${outcome.kind}`);
  return outcome;
}
