import { expect, it } from 'vitest';
import { personWith } from './support/person.ts';
import { call, claimsIn, objectsIn, withOtherSignature, writeDown } from './support/services.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({
  document: 'docs/guides/mcp-server.md',
  ports: [4100, 4101],
  settings: { OSTIARY_DYNAMIC_REGISTRATION: 'open' },
});
const ada = { email: 'ada@example.com', password: 'engine-no-1-difference' };

const resource = (): string => `http://localhost:${story.port(4100)}/mcp`;
const metadataUrl = (): string => resource().replace('/mcp', '/.well-known/oauth-protected-resource/mcp');
const tokenFile = async (name: string): Promise<string> =>
  String(objectsIn(await story.say(`cat ${story.workplace().temporary}/${name}`))[0]?.['access_token']);

it(
  'a client finds its way from a 401 to Ostiary',
  async () => {
    await story.addUser(ada);
    await story.run('json()');
    await writeDown(story, 'mcp.mjs', story.take('createRemoteJWKSet'));
    const printed = await story.run('node mcp.mjs &');
    const challenge = `Bearer scope="read", resource_metadata="${metadataUrl()}"`;
    expect(printed).toContain(`www-authenticate: ${challenge}`);
    const metadata = { resource: resource(), authorization_servers: [story.url()] };
    expect(JSON.parse(printed.slice(printed.indexOf('{')))).toMatchObject(metadata);
    expect(await call(metadataUrl())).toMatchObject({ status: 200, body: metadata });
    expect(await call(resource())).toMatchObject({ status: 401, challenge });
  },
  storyTimeoutMs,
);

it(
  'a client that registers itself gets a token for this server, and nobody else is let in',
  async () => {
    expect(await story.run('create Assistant')).toContain('Client id:');
    const address = (await story.run('/o/register')).trim();
    const back = await personWith(ada.email, ada.password).allow(address);
    expect(back.origin).toBe('http://127.0.0.1:33418');
    const code = back.searchParams.get('code') ?? '';
    const printed = await story.run('-d "code=$CODE"', { replace: { "CODE='…'": `CODE='${code}'` } });
    const token = await tokenFile('mcp-token.json');
    const { sub, client_id: clientId } = claimsIn(token);
    expect(objectsIn(printed)).toEqual([{ sub, client_id: clientId, scope: 'read' }]);
    expect(claimsIn(token)['aud']).toBe(resource());

    const challenge = `Bearer error="invalid_token", scope="read", resource_metadata="${metadataUrl()}"`;
    for (const wrong of ['garbage', withOtherSignature(token)])
      expect(await call(resource(), wrong)).toMatchObject({ status: 401, challenge });
  },
  storyTimeoutMs,
);

it(
  'another API is called with a token of its own, which says who acts',
  async () => {
    const printed = await story.run('create "Notes API"');
    const exchanged = claimsIn(await tokenFile('exchanged.json'));
    const [, actor = ''] = /"act":\{"sub":"([^"]+)"\}/.exec(printed) ?? [];
    expect(exchanged).toMatchObject({ act: { sub: actor }, aud: `http://localhost:${story.port(4101)}` });
    expect(actor).toBe(
      (await story.say(`json client_id < ${story.workplace().temporary}/tools.json`)).trim(),
    );
    const first = claimsIn(await tokenFile('mcp-token.json'));
    expect([exchanged['sub'], exchanged['scope']]).toEqual([first['sub'], 'read']);
    expect(Number(exchanged['exp'])).toBeLessThanOrEqual(Number(first['exp']));
    // Nor is it taken by the server that it was exchanged by.
    expect(await call(resource(), await tokenFile('exchanged.json'))).toMatchObject({ status: 401 });
  },
  storyTimeoutMs,
);
