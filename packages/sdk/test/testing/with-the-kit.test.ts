import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { createOstiary, type JsonObject, type Ostiary, type Schema } from '../../src/index.ts';
import { createTestIssuer, type TestIssuer } from '../../src/testing/index.ts';

const audience = 'https://shop.example';
const levels = ['reader', 'editor'] as const;

type Shop = { level: (typeof levels)[number]; data: JsonObject };

const running: { close(): Promise<void> }[] = [];

function readTeam(value: unknown): { value: { team: string } } | { issues: { message: string }[] } {
  const { team } = value as { team?: unknown };
  return typeof team === 'string' ? { value: { team } } : { issues: [{ message: 'team is missing' }] };
}

afterEach(async () => {
  for (const ostiary of running.splice(0)) await ostiary.close();
});

async function start(options: { longestTokenSeconds?: number } = {}) {
  const issuer = await createTestIssuer({
    audience,
    levels,
    beatMs: 20,
  });
  const { url, key, fetch } = issuer;
  const ostiary = createOstiary({ url, audience, key, levels, fetch, ...options });
  running.push(ostiary);
  await ostiary.start();
  return { issuer, ostiary };
}

async function outcomeOf(ostiary: Pick<Ostiary, 'subjectOf'>, token: string): Promise<string> {
  const answer = await ostiary.subjectOf(token);
  return answer.outcome === 'refused' ? answer.code : answer.outcome;
}

describe('the kit with a test issuer', () => {
  it('knows whom a token speaks for', async () => {
    const { issuer, ostiary } = await start();
    const token = await issuer.tokenFor({
      ...{ sub: 'ada', roles: ['editors'], permissions: ['posts.write'] },
      access: { level: 'editor', data: {} },
    });
    await issuer.delivered(ostiary);
    expect(await ostiary.subjectOf(token)).toMatchObject({
      outcome: 'accepted',
      subject: { sub: 'ada', permissions: ['posts.write'], access: { level: 'editor' }, mayEnter: true },
    });
  });

  const endings: Record<string, [(issuer: TestIssuer<Shop>) => void, string]> = {
    'its session': [(issuer) => issuer.revokeSession('s1'), 'token_revoked'],
    'its grant': [(issuer) => issuer.revokeGrant('g1'), 'token_revoked'],
    'the user': [(issuer) => issuer.deleteUser('ada'), 'user_deleted'],
    'that the user is active': [
      (issuer) => void issuer.putUser({ sub: 'ada', is_active: false }),
      'user_inactive',
    ],
  };

  it.each(Object.entries(endings))('refuses a token after the end of %s', async (_what, [end, code]) => {
    const { issuer, ostiary } = await start();
    const client = { id: 'app', scope: 'read', grantId: 'g1' };
    const token = await issuer.tokenFor({ sub: 'ada' }, { sessionId: 's1', client });
    await issuer.delivered(ostiary);
    expect(await outcomeOf(ostiary, token)).toBe('accepted');
    end(issuer);
    await issuer.delivered(ostiary);
    expect(await outcomeOf(ostiary, token)).toBe(code);
  });

  it('takes a permission away at once', async () => {
    const { issuer, ostiary } = await start();
    issuer.putRole({ name: 'editors', permissions: ['posts.write'] });
    const token = await issuer.tokenFor({ roles: ['editors'] });
    await issuer.delivered(ostiary);
    expect(await ostiary.subjectOf(token)).toMatchObject({ subject: { permissions: ['posts.write'] } });
    issuer.putRole({ name: 'editors' });
    await issuer.delivered(ostiary);
    expect(await ostiary.subjectOf(token)).toMatchObject({ subject: { permissions: [] } });
  });

  it('goes on while the issuer is away, and catches up when it is back', async () => {
    const { issuer, ostiary } = await start();
    const token = await issuer.tokenFor({ sub: 'ada' }, { sessionId: 's1' });
    await issuer.delivered(ostiary);
    issuer.goAway();
    issuer.revokeSession('s1');
    expect(await outcomeOf(ostiary, token)).toBe('accepted');
    issuer.comeBack();
    await issuer.delivered(ostiary, 15_000);
    expect(await outcomeOf(ostiary, token)).toBe('token_revoked');
  });

  it('takes a snapshot when the history was forgotten', async () => {
    const { issuer, ostiary } = await start();
    issuer.putUser({ sub: 'ada' });
    await issuer.delivered(ostiary);
    issuer.forgetHistory();
    await issuer.delivered(ostiary, 15_000);
    expect(ostiary.status().cursor).toBe(issuer.cursor);
  });

  it('follows a rotation of keys', async () => {
    const { issuer, ostiary } = await start();
    const before = await issuer.tokenFor({});
    await issuer.rotateKey();
    const after = await issuer.tokenFor({});
    await issuer.delivered(ostiary);
    await expect.poll(() => outcomeOf(ostiary, after)).toBe('accepted');
    expect(await outcomeOf(ostiary, before)).toBe('accepted');
  });

  it('asks about API tokens, which are not JWTs', async () => {
    const { issuer, ostiary } = await start();
    const { id, token } = issuer.apiTokenFor({ sub: 'ada' });
    expect(await ostiary.introspect(token)).toMatchObject({ active: true, sub: 'ada' });
    issuer.revokeToken(id);
    await issuer.delivered(ostiary);
    expect(await ostiary.introspect(token)).toEqual({ active: false });
  });

  it('types what users are given as the kit does', async () => {
    const data: Schema<{ team: string }> = {
      '~standard': { version: 1, vendor: 'test', validate: readTeam },
    };
    const issuer = await createTestIssuer({ audience, levels, data });
    const { url, key, fetch } = issuer;
    const ostiary = createOstiary({ url, audience, key, levels, data, fetch });
    running.push(ostiary);
    await ostiary.start();
    const token = await issuer.tokenFor({ access: { level: 'editor', data: { team: 'red' } } });
    await issuer.delivered(ostiary);
    const answer = await ostiary.subjectOf(token);
    const access = answer.outcome === 'accepted' ? answer.subject.access : null;
    expectTypeOf(access).toEqualTypeOf<{
      level: 'reader' | 'editor' | null;
      data: { team: string };
    } | null>();
    expect(access).toEqual({ level: 'editor', data: { team: 'red' } });
    expectTypeOf<Parameters<typeof issuer.putUser>[0]['access']>().toEqualTypeOf<typeof access | undefined>();
  });

  it('tells when what was changed does not arrive', async () => {
    const issuer = await createTestIssuer({ audience });
    issuer.putUser({});
    await expect(issuer.delivered({ status: () => ({ cursor: null }) }, 20)).rejects.toThrow(
      /The feed is at .* null/,
    );
  });
});
