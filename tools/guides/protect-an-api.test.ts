import { hash, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { inlineCommand } from './support/inline.ts';
import { personWith } from './support/person.ts';
import { call, claimsIn, objectsIn, withOtherSignature, writeDown } from './support/services.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const document = 'docs/guides/protect-an-api.md';
const story = followDocument({ document: 'docs/guides/protect-an-api.md', ports: [4000] });
const ada = { email: 'ada@example.com', password: 'engine-no-1-difference' };
const eve = { email: 'eve@example.com', password: 'let-me-be-the-owner-9' };

const printed = async (name: string): Promise<string> => (await story.say(`echo "$${name}"`)).trim();
const api = (): string => `http://localhost:${story.port(4000)}`;

/** A token that a program of its own asks for, with this scope and for this audience. */
async function machineToken(scope: string, resource: string): Promise<string> {
  const answer = await story.say(
    `curl -s ${story.url()}/o/token -u "$READER" -d grant_type=client_credentials -d scope=${scope} -d resource=${resource}`,
  );
  return String(objectsIn(answer)[0]?.['access_token']);
}

let application: string | undefined;

/** A token of somebody for the API, by an application that they allow to write. */
async function tokenOf({ email, password }: typeof ada): Promise<string> {
  const redirect = `${api()}/back`;
  const flags = '--client-type public --scope notes.write --json --redirect-uri';
  application ??= await story.say(`npx ostiary applications create Writer ${flags} ${redirect}`);
  const common = { client_id: String(objectsIn(application)[0]?.['client_id']), redirect_uri: redirect };
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    ...{ ...common, response_type: 'code', scope: 'notes.write', resource: api() },
    ...{ code_challenge: hash('sha256', verifier, 'base64url'), code_challenge_method: 'S256' },
  });
  const back = await personWith(email, password).allow(`${story.url()}/o/authorize?${query.toString()}`);
  const code = back.searchParams.get('code') ?? '';
  const form = { ...common, grant_type: 'authorization_code', code, code_verifier: verifier };
  const body = new URLSearchParams({ ...form, resource: api() });
  const response = await fetch(`${story.url()}/o/token`, { method: 'POST', body });
  return String(((await response.json()) as Record<string, unknown>)['access_token']);
}

it(
  'the API lets in whom it should, and refuses everybody else as the guide says',
  async () => {
    for (const { email, password } of [ada, eve]) await story.addUser({ email, password });
    await story.run('services create Notes');
    await writeDown(story, 'api.mjs', story.take('createRemoteJWKSet'));
    const [answer] = objectsIn(await story.run('node api.mjs &'));
    const token = await printed('TOKEN');
    const { sub, client_id: clientId } = claimsIn(token);
    expect(answer).toEqual({ sub, client_id: clientId, scopes: ['notes.read'], roles: [], permissions: [] });
    expect(sub).toBe(clientId);

    expect(await call(api())).toMatchObject({ status: 401, challenge: 'Bearer' });
    const invalid = { status: 401, challenge: 'Bearer error="invalid_token"' };
    await story.say(
      'npx ostiary services create Other http://localhost:4900 --scope "notes.read=See other notes"',
    );
    const wrong = [
      'garbage',
      withOtherSignature(token),
      await machineToken('notes.read', 'http://localhost:4900'),
    ];
    for (const one of wrong) expect(await call(api(), one)).toMatchObject(invalid);
    await story.say('npx ostiary applications update "${READER%%:*}" --scope notes.write');
    expect(await call(api(), await machineToken('notes.write', api()))).toMatchObject({
      status: 403,
      challenge: 'Bearer error="insufficient_scope", scope="notes.read"',
    });
  },
  storyTimeoutMs,
);

it(
  'permissions are those of the person that the scope names',
  async () => {
    await story.run('roles create writer');
    expect(claimsIn(await tokenOf(ada))).toMatchObject({ permissions: ['notes.write'], aud: api() });
    expect(claimsIn(await tokenOf(eve))).toMatchObject({ permissions: [] });
  },
  storyTimeoutMs,
);

it(
  'introspection tells what the guide says, and the life of tokens can be changed',
  async () => {
    const [about] = objectsIn(await story.run('create "Notes API"'));
    expect(about).toMatchObject({ active: true, aud: api(), scope: 'notes.read' });
    expect(objectsIn(await story.run('services keys create Notes'))).toEqual([about]);
    const asked = `curl -s ${story.url()}/o/introspect -H "Authorization: Bearer $KEY" -d`;
    expect(await story.say(`${asked} token=garbage`)).toBe('{"active":false}');
    await story.say('npx ostiary services access grant Notes ada@example.com');
    expect(objectsIn(await story.say(`${asked} token=${await tokenOf(ada)}`))).toMatchObject([
      { active: true, username: ada.email, permissions: ['notes.write'], service_access: {} },
    ]);

    await story.say(
      await inlineCommand(document, 'npx ostiary services update Notes --access-token-seconds'),
    );
    const short = claimsIn(await tokenOf(ada));
    expect(Number(short['exp']) - Number(short['iat'])).toBe(60);
    await story.say(await inlineCommand(document, 'npx ostiary services update Notes --token-format opaque'));
    expect((await tokenOf(ada)).split('.')).toHaveLength(1);
  },
  storyTimeoutMs,
);
