import { databases } from '@ostiary/testkit';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '#modules/users';
import {
  actFrom,
  createOwnAccountsFixture,
  operator,
  password,
  type OwnAccountsFixture,
} from '../own-accounts.fixture.ts';

const browser = { address: '203.0.113.7', userAgent: 'a browser', requestId: 'request-7' };

type Kind = 'own' | 'other' | 'stranger' | 'elsewhere';

describe.each(databases())('what is known of somebody, on $name', ({ open }) => {
  let fixture: OwnAccountsFixture;
  let count = 0;
  beforeAll(async () => {
    fixture = await createOwnAccountsFixture(await open());
  });
  afterAll(() => fixture.close());

  const ownAct = (user: User) => ({ actor: { type: 'user', id: user.id } as const, origin: browser });
  const addAda = (): Promise<User> => {
    count += 1;
    return fixture.add({ email: `ada${count}@example.com`, username: `ada${count}` }, password);
  };

  /** Each changes something: of the user, but for the last, who is somebody else at themselves. */
  async function record(user: User, kinds: readonly Kind[]): Promise<void> {
    const other = await addAda();
    const acts = {
      own: ownAct(user),
      other: ownAct(other),
      stranger: { ...actFrom(), origin: browser },
      elsewhere: ownAct(other),
    };
    await fixture.database.write(async (tx) => {
      for (const kind of kinds) {
        await fixture.audit.record(tx, acts[kind], {
          action: 'user.update',
          outcome: 'success',
          target: { type: 'user', id: kind === 'elsewhere' ? other.id : user.id },
        });
      }
    });
  }

  it('is told page by page: what they did and what was done to them, each once, newest first', async () => {
    const ada = await addAda();
    const kinds = ['own', 'other', 'stranger', 'elsewhere'] as const;
    const [before] = await fixture.audit.list(fixture.database.db, { limit: 1 });
    await record(
      ada,
      Array.from({ length: 60 }, (_, n) => kinds[(n * 7) % 4] ?? 'own'),
    );
    const expected = (await fixture.audit.list(fixture.database.db, { limit: 100 })).filter(
      ({ seq, actor, target }) => seq > (before?.seq ?? 0) && (actor.id === ada.id || target?.id === ada.id),
    );
    expect(expected).toHaveLength(45);
    for (const limit of [1, 7, 45, 200]) {
      const seqs: number[] = [];
      for (let last: number | undefined; ;) {
        const page = await fixture.ownAccounts.ownData.activity(ada.id, {
          limit,
          ...(last !== undefined && { before: last }),
        });
        expect(page.length).toBeLessThanOrEqual(limit);
        seqs.push(...page.map(({ seq }) => seq));
        last = seqs.at(-1);
        if (page.length < limit) break;
      }
      // Their making is the oldest.
      expect(seqs.slice(0, -1), String(limit)).toEqual(expected.map(({ seq }) => seq));
    }
  });

  it('says of what others did neither who they are nor where they were, but all of what strangers tried', async () => {
    const ada = await addAda();
    await record(ada, ['own', 'other', 'stranger']);
    const [tried, suffered, done, made] = await fixture.ownAccounts.ownData.activity(ada.id, { limit: 10 });
    const nowhere = { address: null, userAgent: null, requestId: null };
    expect(tried).toMatchObject({ actor: { type: 'anonymous', id: null }, origin: browser });
    expect(suffered).toMatchObject({ actor: { type: 'user', id: null }, origin: nowhere });
    expect(done).toMatchObject({ actor: { type: 'user', id: ada.id }, origin: browser });
    expect(made).toMatchObject({
      action: 'user.create',
      actor: { type: 'command', id: null },
      origin: nowhere,
    });
  });

  async function withEverything(): Promise<{ ada: User; secrets: string[]; ids: string[] }> {
    const { access, applications, clock, database, mfa, services, tokens } = fixture;
    const ada = await addAda();
    const caller = await fixture.asCaller(ada);
    await access.createRole(operator, { name: `clerk-${count}`, permissions: ['users.read'] });
    await access.grantRole(operator, { userId: ada.id }, `clerk-${count}`);
    const { sessionId } = await fixture.startSession(ada);
    const { token, info } = await tokens.createApiToken(caller, { userId: ada.id, name: 'backup' });
    const app = await mfa.totp.begin(caller.act, ada, 'Phone');
    const code = new TOTP({ secret: app.secret }).generate({ timestamp: clock.nowMs() });
    const { recoveryCodes } = await mfa.totp.confirm(caller.act, ada, { id: app.id, code });
    const trusted = await mfa.trustedDevices.trust(caller.act, ada);
    const redirectUris = ['https://shop.example.org/callback'];
    const made = await applications.create(operator, {
      name: `Shop ${count}`,
      redirectUris,
      ownerId: ada.id,
    });
    const service = await services.create(operator, {
      name: `Orders ${count}`,
      audience: `urn:orders:${count}`,
    });
    await services.grantAccess(operator, service.id, { holder: 'user', id: ada.id });
    await database.write((tx) =>
      tx
        .insertInto('oauth_consents')
        .values({
          ...{ user_id: ada.id, client_id: made.application.clientId },
          ...{ scopes: '{"":["openid"]}', created_at: 1, updated_at: 2 },
        })
        .execute(),
    );
    const { hash } = await database.db
      .selectFrom('passwords')
      .selectAll()
      .where('user_id', '=', ada.id)
      .executeTakeFirstOrThrow();
    const secrets = [
      ...[token, app.secret, ...(recoveryCodes ?? []), trusted?.secret, made.secret, password, hash],
    ].map(String);
    return { ada, secrets, ids: [sessionId, info.id, app.id, made.application.id, service.id] };
  }

  it('is all of it, without a single secret, and on record', async () => {
    const { ada, secrets, ids } = await withEverything();
    const data = await fixture.ownAccounts.ownData.download(ownAct(ada), ada);
    expect(Object.keys(data)).toEqual([
      ...['format', 'created_at', 'profile', 'access', 'services', 'sessions', 'tokens', 'factors'],
      ...['granted_applications', 'own_applications', 'activity', 'has_all_activity'],
    ]);
    expect(data).toMatchObject({
      format: 'ostiary-own-data/1',
      created_at: new Date(fixture.clock.nowMs()).toISOString(),
      profile: { id: ada.id, email: ada.email, email_verified_at: null },
      access: { direct_roles: [`clerk-${count}`], permissions: ['users.read'] },
      services: [{ service: `Orders ${count}`, may_enter: true, level: null, data: {} }],
      sessions: [{ amr: ['pwd'], ended_at: null }],
      tokens: [{ name: 'backup' }],
      factors: {
        authenticator_apps: [{ name: 'Phone' }],
        passkeys: [],
        recovery_codes_left: 10,
        trusted_browsers: [{ address: '198.51.100.7' }],
      },
      granted_applications: [{ name: `Shop ${count}`, scopes: ['openid'] }],
      own_applications: [{ name: `Shop ${count}` }],
      has_all_activity: true,
    });
    const text = JSON.stringify(data);
    expect(text).toEqual(JSON.stringify(JSON.parse(text)));
    for (const id of ids) expect(text).toContain(id);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(8);
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/hash|sealed|secret/i);
    const [last] = await fixture.audit.list(fixture.database.db, { limit: 1 });
    expect(last).toMatchObject({ action: 'user.download', target: { id: ada.id }, actor: { id: ada.id } });
  });

  it('holds every session and token, also where they are more than one page', async () => {
    const ada = await addAda();
    const caller = await fixture.asCaller(ada);
    for (let n = 0; n < 101; n += 1) {
      await fixture.startSession(ada);
      await fixture.tokens.createApiToken(caller, { userId: ada.id, name: `token ${n}` });
    }
    const data = await fixture.ownAccounts.ownData.download(caller.act, ada);
    expect(data['sessions']).toHaveLength(101);
    expect(data['tokens']).toHaveLength(101);
    // With its making and the sign-ins.
    expect(data['activity']).toHaveLength(203);
  });
});
