import { formBody, type Form } from './token-requests.ts';
import type { OauthWorld, TestClient } from './oauth-world.ts';

function headerOf(text: string): { header: string } {
  return { header: `Basic ${Buffer.from(text).toString('base64')}` };
}

/** The usual way, in which there is nothing to judge. */
export function plainBasic({ clientId, secret }: TestClient): { header: string } {
  return headerOf(`${clientId}:${String(secret)}`);
}

/** The same credentials with a character escaped (RFC 6749 section 2.3.1), which is left to the engine. */
export function escapedBasic({ clientId, secret }: TestClient): { header: string } {
  const text = String(secret);
  return headerOf(`${clientId}:%${text.charCodeAt(0).toString(16)}${text.slice(1)}`);
}

export async function isAnsweredDirectly(
  { services }: OauthWorld,
  path: string,
  { form, auth }: { form: Form; auth: { header: string } },
): Promise<boolean> {
  const request = { path, headers: { authorization: auth.header }, body: Buffer.from(formBody(form)) };
  return (await services.oauth.answerDirectly(request)) !== undefined;
}

/** The same request without and with the engine. */
export async function bothWays(
  world: OauthWorld,
  path: string,
  { form, by }: { form: Form; by: TestClient },
) {
  if (await isAnsweredDirectly(world, path, { form, auth: escapedBasic(by) })) {
    throw new Error('Escaped credentials are for the engine');
  }
  const [direct, engine] = await Promise.all([
    world.post(path, { form, auth: plainBasic(by) }),
    world.post(path, { form, auth: escapedBasic(by) }),
  ]);
  return { direct, engine };
}
