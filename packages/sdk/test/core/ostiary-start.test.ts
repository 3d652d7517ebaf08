import { describe, expect, it } from 'vitest';
import { createOstiary } from '../../src/index.ts';
import { createMirror, memoryStore } from '../../src/mirror/index.ts';
import type { Schema } from '../../src/types.ts';
import { audience, levels, OstiaryWorld } from './ostiary-world.ts';
import { until } from './waiting.ts';

const world = new OstiaryWorld();

describe('starting', () => {
  it('comes before everything else', async () => {
    const ostiary = world.create();
    expect(ostiary.status()).toMatchObject({ state: 'idle', isStale: true });
    const token = await world.issuer.tokenFor({ sub: 'u' });
    expect(await ostiary.subjectOf(token)).toMatchObject({ outcome: 'refused', isUnavailable: true });
    await expect(ostiary.verify(token)).rejects.toMatchObject({ code: 'not_started' });
    await ostiary.start();
    await ostiary.start();
    expect(ostiary.service()).toMatchObject({ audience });
  });

  it('fails in time with the reason, and is the end of it', async () => {
    world.issuer.goAway();
    const ostiary = world.create({ startTimeoutSeconds: 0.2 });
    await expect(ostiary.start()).rejects.toThrow(/first sync took more than 0.2 s.*ECONNREFUSED/);
    expect(ostiary.status().state).toBe('closed');
    await expect(ostiary.start()).rejects.toMatchObject({ code: 'closed' });
  });

  it('fails at once for a key that is refused, or of another service', async () => {
    await expect(world.create({ key: 'osk_wrong' }).start()).rejects.toMatchObject({ code: 'key_refused' });
    await expect(world.create({ audience: 'https://other.test' }).start()).rejects.toMatchObject({
      code: 'audience_mismatch',
    });
  });

  it('fails at once when the server calls itself something else', async () => {
    const ostiary = world.create({ issuer: 'https://id.example.org' });
    await expect(ostiary.start()).rejects.toThrow(/calls itself "https:\/\/ostiary.test"/);
  });

  it('succeeds without the server where a mirror was filled before, and knows its users when it is back', async () => {
    const store = memoryStore();
    const token = await world.issuer.tokenFor({ sub: 'u' });
    const before = await world.started({ mirror: createMirror({ store }) });
    await world.issuer.delivered(before);
    await before.close();
    world.issuer.goAway();
    const ostiary = await world.started({ mirror: createMirror({ store }) });
    expect(world.warnings.map(({ code }) => code)).toContain('started_stale');
    expect(ostiary.status().state).toBe('stale');
    expect(await ostiary.directory.findUser('u')).toMatchObject({ user: { sub: 'u' } });
    expect(await ostiary.subjectOf(token)).toMatchObject({ outcome: 'refused', isUnavailable: true });
    world.issuer.comeBack();
    await until(async () => (await ostiary.subjectOf(token)).outcome === 'accepted');
  });

  it('warns when access levels are others than the server’s', async () => {
    world.issuer.putService({ access_levels: ['reader', 'editor', 'owner'] });
    await world.started();
    expect(world.warnings.map(({ code }) => code)).toContain('levels_differ');
  });

  it('is refused with options that cannot work', () => {
    const good = { url: world.issuer.url, audience, key: world.issuer.key };
    for (const bad of [
      { url: 'id.example.org' },
      { url: 'https://user@id.test' },
      { url: 'https://id.test/?a=b' },
      { audience: '' },
      { key: ' ' },
      { leewaySeconds: -1 },
      { maxVerifiedTokens: Number.NaN },
      { levels: ['a', 'a'] },
    ]) {
      expect(() => createOstiary({ ...good, ...bad })).toThrow(TypeError);
    }
  });
});

describe('the service’s own data', () => {
  it('is typed by its schema, and no access where it does not fit', async () => {
    const schema: Schema<{ region: string }> = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: (value) =>
          typeof value === 'object' && value !== null && 'region' in value
            ? { value: { region: String(value.region) } }
            : { issues: [{ message: 'region is missing' }] },
      },
    };
    const ostiary = createOstiary({
      ...{
        url: world.issuer.url,
        audience,
        key: world.issuer.key,
        fetch: world.issuer.fetch,
        levels,
        now: world.now,
        data: schema,
      },
      onWarning: (warning) => void world.warnings.push(warning),
    });
    world.running.push(ostiary);
    await ostiary.start();
    const token = await world.issuer.tokenFor({
      sub: 'u',
      access: { level: 'editor', data: { region: 'north' } },
    });
    await world.issuer.delivered(ostiary);
    const answer = await ostiary.subjectOf(token);
    // The types are the schema's and the list's.
    const region: string | undefined =
      answer.outcome === 'accepted' ? answer.subject.access?.data.region : '';
    const level: 'reader' | 'editor' | null | undefined =
      answer.outcome === 'accepted' ? answer.subject.access?.level : null;
    expect([region, level]).toEqual(['north', 'editor']);
    world.issuer.putUser({ sub: 'u', access: { level: 'editor', data: {} } });
    await world.issuer.delivered(ostiary);
    expect(await ostiary.subjectOf(token)).toMatchObject({ subject: { access: null, mayEnter: true } });
    expect(world.warnings.map(({ code }) => code)).toContain('data_invalid');
  });
});

describe('secrets', () => {
  it('are in nothing that is told', async () => {
    const told: string[] = [];
    const ostiary = await world.started({
      onWarning: (warning) => told.push(JSON.stringify(warning)),
      onError: (error) => told.push(`${error.stack} ${String(error.cause)}`),
    });
    const token = await world.issuer.tokenFor({ sub: 'u' });
    world.issuer.refuseKey();
    await until(() => ostiary.status().state === 'key_refused');
    world.issuer.goAway();
    await ostiary.subjectOf('oat_secret');
    world.ahead += 400_000;
    await ostiary.subjectOf(token);
    told.push(JSON.stringify(ostiary.status()));
    expect(told.length).toBeGreaterThan(1);
    for (const text of told) expect(text).not.toMatch(new RegExp(`${world.issuer.key}|oat_secret|${token}`));
  });
});

describe('a key that is a function', () => {
  it('is world.asked each time, so that another takes its place', async () => {
    let key = world.issuer.key;
    const ostiary = await world.started({ key: () => key });
    key = 'osk_wrong';
    await expect(ostiary.introspect('oat_x')).rejects.toMatchObject({ code: 'key_refused' });
    key = world.issuer.key;
    expect(await ostiary.introspect('oat_x')).toEqual({ active: false });
  });
});
