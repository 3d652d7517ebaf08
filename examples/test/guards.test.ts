import { beforeAll, describe, expect, it } from 'vitest';
import { followDocument, printedKeys, storyTimeoutMs } from '../../tools/guides/support/story.ts';

const frameworks = [
  { document: 'examples/guards-on-fastify/README.md', port: 8003 },
  { document: 'examples/guards-on-express/README.md', port: 8004 },
  { document: 'examples/guards-on-hono/README.md', port: 8005 },
];

/** Who gets what where: the clerk is an editor, the visitor was given nothing, and the admin is staff. */
const expectations: [path: string, answers: Record<'nobody' | 'visitor' | 'clerk' | 'admin', string>][] = [
  ['/public', { nobody: '200', visitor: '200', clerk: '200', admin: '200' }],
  ['/me', { nobody: '401 not_authenticated', visitor: '200', clerk: '200', admin: '200' }],
  [
    '/clerks',
    { nobody: '401 not_authenticated', visitor: '403 role_missing', clerk: '200', admin: '403 role_missing' },
  ],
  [
    '/orders',
    { nobody: '401 not_authenticated', visitor: '403 permission_missing', clerk: '200', admin: '200' },
  ],
  [
    '/readers',
    {
      nobody: '401 not_authenticated',
      visitor: '403 access_level_insufficient',
      clerk: '200',
      admin: '403 access_level_insufficient',
    },
  ],
  [
    '/editors',
    {
      nobody: '401 not_authenticated',
      visitor: '403 access_level_insufficient',
      clerk: '200',
      admin: '403 access_level_insufficient',
    },
  ],
  [
    '/clerks-or-editors',
    { nobody: '401 not_authenticated', visitor: '403 denied', clerk: '200', admin: '403 denied' },
  ],
  ['/not-for-staff', { nobody: '200', visitor: '200', clerk: '200', admin: '403 excluded' }],
  [
    '/people-of-test-com',
    { nobody: '401 not_authenticated', visitor: '403 not_of_test_com', clerk: '200', admin: '200' },
  ],
  ['/not-from-there', { nobody: '200', visitor: '200', clerk: '200', admin: '200' }],
];

describe.each(frameworks)('$document', ({ document, port: written }) => {
  const story = followDocument({ document, ports: [written], kit: true });
  let url: string;
  const tokens: Record<string, string> = { nobody: '' };

  async function call(
    line: string,
    as: string,
    init: RequestInit = {},
  ): Promise<{ said: string; headers: Headers }> {
    const [method = '', path = ''] = line.split(' ');
    const authorization = tokens[as] === '' ? {} : { authorization: `Bearer ${tokens[as]}` };
    const headers = { ...authorization, ...(init.headers as Record<string, string>) };
    const response = await fetch(url + path, { method, ...init, headers });
    const body = (await response.json()) as { code?: string };
    const said = response.ok ? String(response.status) : `${response.status} ${body.code ?? ''}`.trim();
    return { said, headers: response.headers };
  }

  beforeAll(async () => {
    const [key = ''] = printedKeys(await story.run('services create'));
    const port = String(story.port(written));
    url = `http://127.0.0.1:${port}`;
    await story.start('npm start', {
      replace: { 'osk_…': key },
      env: { PORT: port, AUDIENCE: url },
      ready: /Guarded routes at/,
    });
    await story.export({ SERVICE_KEY: key });
    await story.run('permissions create');
    const people = { visitor: 'visitor@example.com', admin: 'admin@test.com', clerk: 'clerk@test.com' };
    await story.addUser({ email: people.visitor, password: 'visitor-pass-1x' });
    await story.addUser({
      email: people.admin,
      password: 'admin-pass-1x',
      flags: ['--staff', '--superuser'],
    });
    for (const [name, email] of Object.entries(people)) {
      const response = await fetch(`http://localhost:${story.port(8000)}/auth/token/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'ostiary-service': key },
        body: JSON.stringify({ email, password: `${name}-pass-1x` }),
      });
      tokens[name] = ((await response.json()) as { access: string }).access;
    }
  }, storyTimeoutMs);

  it.each(expectations)('%s is for whom it is for', async (path, answers) => {
    const said: Record<string, string> = {};
    for (const name of Object.keys(answers)) said[name] = (await call(`GET ${path}`, name)).said;
    expect(said).toEqual(answers);
  });

  it('tells how to sign in with every 401', async () => {
    const { headers } = await call('GET /me', 'nobody');
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    tokens['forger'] = 'x.y.z';
    for (const path of ['/me', '/public']) {
      const answer = await call(`GET ${path}`, 'forger');
      expect([answer.said, answer.headers.get('www-authenticate')]).toEqual([
        '401 token_not_valid',
        expect.stringMatching(/Bearer.*error="invalid_token"/),
      ]);
    }
  });

  it('refuses addresses, whoever it is', async () => {
    for (const address of ['203.0.113.7', '2001:db8::1', '::ffff:203.0.113.200']) {
      for (const name of ['nobody', 'admin']) {
        const { said } = await call('GET /not-from-there', name, { headers: { 'x-forwarded-for': address } });
        expect(said, address).toBe('403 address_blocked');
      }
    }
    const other = { headers: { 'x-forwarded-for': '198.51.100.7' } };
    expect((await call('GET /not-from-there', 'nobody', other)).said).toBe('200');
  });

  it('lets everybody read notes, and their owner write', async () => {
    const body = JSON.stringify({ text: 'ink' });
    const write = { body, headers: { 'content-type': 'application/json' } };
    expect((await call('POST /notes', 'nobody', write)).said).toBe('401 not_authenticated');
    expect((await call('POST /notes', 'visitor', write)).said).toBe('201');
    for (const name of ['nobody', 'clerk', 'visitor']) {
      expect((await call('GET /notes/1', name)).said).toBe('200');
    }
    expect((await call('PUT /notes/1', 'nobody', write)).said).toBe('401 not_authenticated');
    expect((await call('PUT /notes/1', 'admin', write)).said).toBe('403 not_owner');
    expect((await call('PUT /notes/1', 'visitor', write)).said).toBe('200');
    expect((await call('PUT /notes/2', 'visitor', write)).said).toBe('404');
  });

  it('does what its README says', async () => {
    const everything = await story.run('for path in');
    expect(everything.match(/"sub":"[\w-]{36}","level":"editor"/g)).toHaveLength(10);
    expect(await story.run('/clerks')).toMatch(/401 Unauthorized/);
    expect(await story.run('/not-from-there')).toMatch(/403 Forbidden.*address_blocked/s);
  });
});
