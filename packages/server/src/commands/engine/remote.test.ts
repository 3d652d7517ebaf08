import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort, testInstallation, type TestInstallation } from '../command-line.fixture.ts';
import { servedInstallation, type Served } from '../served.fixture.ts';

let far: TestInstallation;
beforeAll(async () => {
  far = await testInstallation();
});
afterAll(() => far.remove());

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A server that answers as told, and its base URL. */
async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const list = (url: string, ...more: string[]) => far.run(['users', 'list', '--url', url, ...more]);

describe('a server elsewhere that cannot be reached', () => {
  it('because nothing listens there', async () => {
    const port = await freePort();
    const run = await list(`http://127.0.0.1:${port}`);
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.err).toBe(
      `Nothing answers at 127.0.0.1:${port}.\nCheck --url, and whether the server runs.\n`,
    );
  });

  it('because its name has no address', async () => {
    const run = await list('https://no-such-host.invalid');
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.err).toContain('No address is known for no-such-host.invalid.');
  });

  it('over https when it speaks something else', async () => {
    const url = await serverThat((_request, response) => response.end());
    const run = await list(url.replace('http:', 'https:'));
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/^127\.0\.0\.1:\d+ does not speak TLS\.\nCheck --url: https or http/);
  });

  it('that does not answer in time', async () => {
    const url = await serverThat(() => undefined);
    const run = await list(url, '--timeout', '1');
    expect(run.code).toBe(1);
    expect(run.err).toContain('did not answer in time');
  });
});

describe('an answer of something that is no Ostiary', () => {
  it.each([
    [200, 'text/html', '<html>'],
    [404, 'text/html', '<html>'],
    [401, 'application/json', '{"detail":"no"}'],
    [200, 'application/json', '[]'],
    [200, 'application/json', '{'],
  ])('%i %s %s is told to be one', async (status, type, body) => {
    const url = await serverThat((_request, response) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
    const run = await list(url, '--json');
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(JSON.parse(run.err)).toMatchObject({ error: { code: 'remote.not_ostiary' } });
  });

  it('is told to have no such address, where the URL has too much of it', async () => {
    const problem = { code: 'request.not_found', detail: 'There is nothing at this address.', status: 404 };
    const url = await serverThat((_request, response) => {
      response.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
    });
    const run = await list(`${url}/docs`);
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.err).toBe(
      'There is nothing at this address. (request.not_found)\n' +
        'Check --url: it is the address before /api/v1.\n',
    );
  });

  it('is followed to no other place, since the token is not for that', async () => {
    let asked = 0;
    const other = await serverThat((_request, response) => {
      asked += 1;
      response.end();
    });
    const url = await serverThat((_request, response) => {
      response.writeHead(302, { location: other }).end();
    });
    const run = await list(url);
    expect(run.err).toContain('It points elsewhere');
    expect(asked).toBe(0);
  });
});

describe('a server that is busy', () => {
  const page = JSON.stringify({ items: [], next_cursor: null });
  const problem = JSON.stringify({ code: 'service.unavailable', detail: 'Busy.', request_id: 'r1' });
  const busyFor = (times: number, seen: string[]): RequestListener => {
    return (request, response) => {
      seen.push(request.method ?? '');
      if (seen.length > times) response.writeHead(200, { 'content-type': 'application/json' }).end(page);
      else
        response
          .writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '0' })
          .end(problem);
    };
  };

  it('is asked again for what is only read', async () => {
    const seen: string[] = [];
    expect(await list(await serverThat(busyFor(2, seen)))).toMatchObject({ code: 0 });
    expect(seen).toEqual(['GET', 'GET', 'GET']);
  });

  it('is not asked for ever', async () => {
    const seen: string[] = [];
    const run = await list(await serverThat(busyFor(9, seen)), '--json');
    expect(JSON.parse(run.err)).toEqual({
      error: { code: 'service.unavailable', message: 'Busy.', request_id: 'r1' },
    });
    expect(seen).toHaveLength(3);
  });

  it('is not asked twice to change something', async () => {
    const seen: string[] = [];
    const url = await serverThat(busyFor(1, seen));
    expect(await far.run(['keys', 'rotate', '--url', url])).toMatchObject({ code: 1 });
    expect(seen).toEqual(['POST']);
  });
});

describe('wrong usage of a server elsewhere', () => {
  it.each([
    [['--url', 'http://auth.example.org'], 'everybody on the way'],
    [['--url', 'auth.example.org'], 'no URL'],
    [['--url', 'ftp://auth.example.org'], 'neither https nor http'],
    [['--url', 'https://a:b@auth.example.org'], 'name or password'],
    [['--url', 'https://auth.example.org/?a=1'], 'more in it than a base URL'],
    [['--url', 'https://auth.example.org', '--local'], 'exclude each other'],
    [['--token-stdin'], 'give --url'],
    [['--timeout', '0'], 'whole number of seconds'],
  ])('%j is refused', async (argv, message) => {
    const run = await far.run(['users', 'list', ...argv]);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.err).toContain(message);
  });

  it('refuses a token that cannot be sent, and does not repeat it', async () => {
    const env = { OSTIARY_REMOTE_URL: 'https://auth.example.org', OSTIARY_REMOTE_TOKEN: 'geheim\u0007' };
    const run = await far.run(['users', 'list'], { env });
    expect(run.code).toBe(2);
    expect(run.err).not.toContain('geheim');
  });
});

it('is never chosen by a file in the directory', async () => {
  const here = await testInstallation();
  const lines = ['OSTIARY_REMOTE_URL=http://127.0.0.1:1', 'OSTIARY_REMOTE_TOKEN=abc', ''];
  await writeFile(join(here.cwd, '.env'), lines.join('\n'));
  expect(await here.run(['migrate'])).toMatchObject({ code: 0 });
  expect(await here.run(['users', 'list', '--json'])).toMatchObject({ code: 0, err: '' });
  await here.remove();
});

describe('a real server', () => {
  let served: Served;
  beforeAll(async () => {
    served = await servedInstallation();
    const password = 'quite-a-long-phrase-7';
    const argv = ['users', 'create', '--username', 'reader', '--role', 'read-only', '--password-stdin'];
    await served.installation.run(argv, { input: password });
  });
  afterAll(() => served.stop());

  it('takes the token from standard input', async () => {
    const argv = ['users', 'list', '--token-stdin', '--json'];
    const run = await served.elsewhere(argv, {
      input: `${served.token}\n`,
      env: { OSTIARY_REMOTE_TOKEN: '' },
    });
    expect(run).toMatchObject({ code: 0, err: '' });
  });

  it('refuses a wrong token, and none', async () => {
    for (const token of ['nonsense', '']) {
      const run = await served.elsewhere(['users', 'list'], { env: { OSTIARY_REMOTE_TOKEN: token } });
      expect(run).toMatchObject({ code: 1, out: '' });
      expect(run.err).toContain('Give a valid static API token');
    }
  });

  it('refuses what the account may not, in the words and with the code of the API', async () => {
    const env = { OSTIARY_REMOTE_TOKEN: await served.tokenFor('reader', 'quite-a-long-phrase-7') };
    const run = await served.elsewhere(['keys', 'rotate', '--json'], { env });
    expect(run).toMatchObject({ code: 1, out: '' });
    const { error } = JSON.parse(run.err) as { error: Record<string, unknown> };
    expect(error).toEqual({
      code: 'access.denied',
      message: 'You do not have permission to perform this action.',
      request_id: error['request_id'],
      hint: 'The account of this token, or the token’s scope, lacks what this needs.',
    });
    const inWords = await served.elsewhere(['keys', 'rotate'], { env });
    expect(inWords.err).toContain('(access.denied)\n');
  });

  it('lets nobody in by the way of the command line', async () => {
    for (const authorization of ['Operator', 'Operator ', 'Operator undefined', `Operator ${served.token}`]) {
      const response = await fetch(`${served.url}/api/v1/users`, { headers: { authorization } });
      expect(response.status).toBe(401);
    }
  });

  it('may be set aside for the installation here', async () => {
    const env = { OSTIARY_REMOTE_URL: 'https://auth.example.org' };
    const run = await served.installation.run(['users', 'show', 'root', '--local'], { env });
    expect(run.code).toBe(0);
  });
});
