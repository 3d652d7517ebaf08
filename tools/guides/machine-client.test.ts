import { expect, it } from 'vitest';
import { inlineCommand } from './support/inline.ts';
import { claimsIn, objectsIn, writeDown } from './support/services.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/machine-client.md', ports: [4001] });

const audience = (): string => `http://localhost:${story.port(4001)}`;
const tokenIn = (answer: string): string => String(objectsIn(answer)[0]?.['access_token']);

/** What the token endpoint says to this secret of the worker. */
async function asked(secret: string): Promise<Record<string, unknown> | undefined> {
  const command = `curl -s ${story.url()}/o/token -u "$ID:${secret}" -d grant_type=client_credentials`;
  return objectsIn(await story.say(command))[0];
}

it(
  'a program gets a token with a secret, which is rotated without a standstill',
  async () => {
    await story.run('json()');
    const block = story.take('create Worker');
    const given = await story.say(block);
    expect(objectsIn(given)).toEqual([
      {
        access_token: expect.any(String) as string,
        expires_in: 300,
        scope: 'stock.read',
        token_type: 'Bearer',
      },
    ]);
    expect(claimsIn(tokenIn(given))).toMatchObject({ aud: audience(), scope: 'stock.read' });
    for (const name of ['roles', 'permissions']) expect(claimsIn(tokenIn(given))).not.toHaveProperty(name);

    const added = await story.run('secrets add "$ID"');
    const second = /Client secret: (\S+)/.exec(added)?.[1] ?? '';
    for (const secret of ['$SECRET', second]) {
      const answer = await asked(secret);
      // Without `resource` it is for Ostiary itself.
      expect(claimsIn(String(answer?.['access_token']))['aud']).toBe(story.url());
      expect(answer).not.toHaveProperty('refresh_token');
    }
    const third = await story.say('npx ostiary applications secrets add "$ID"', { fails: true });
    expect(third).toMatch(/two|2/);
    await story.run('secrets delete "$ID"');
    expect(await asked(second)).toHaveProperty('access_token');
    expect(await asked('$SECRET')).toMatchObject({ error: 'invalid_client' });
    const ending = (await inlineCommand('docs/guides/machine-client.md', 'secrets add --expires-at')).replace(
      'secrets add',
      'npx ostiary applications secrets add "$ID"',
    );
    await story.say(ending);
    expect(await story.say('npx ostiary applications secrets list "$ID"')).toContain('2027-01-01T00:00:00');
  },
  storyTimeoutMs,
);

it(
  'a program gets a token with a key, which can be changed',
  async () => {
    await story.run('generateKeyPairSync');
    expect(await story.say('stat -c %a worker.private.json')).toBe('600\n');
    expect(await story.say('cat worker.jwks.json')).not.toContain('"d"');
    await writeDown(story, 'worker.mjs', story.take('PrivateKeyJwt'));
    const run = story.take('node worker.mjs');
    const printed = await story.say(run);
    const token = /access_token: '([^']+)'/.exec(printed)?.[1] ?? '';
    expect(claimsIn(token)).toMatchObject({ aud: audience(), scope: 'stock.read' });

    // The key is taken out: it lets nobody in any more.
    await story.say(`echo '{"keys":[]}' > worker.jwks.json`);
    await story.say(
      await inlineCommand('docs/guides/machine-client.md', 'npx ostiary applications update "$CLIENT_ID"'),
      {
        fails: true,
      },
    );
    await story.say(
      `node -e '
const { publicKey } = require("node:crypto").generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwk = { ...publicKey.export({ format: "jwk" }), kid: "other", alg: "ES256", use: "sig" };
require("node:fs").writeFileSync("worker.jwks.json", JSON.stringify({ keys: [jwk] }));'`,
    );
    await story.say(
      await inlineCommand('docs/guides/machine-client.md', 'npx ostiary applications update "$CLIENT_ID"'),
    );
    expect(await story.say(run, { fails: true })).toContain('invalid_client');
  },
  storyTimeoutMs,
);
