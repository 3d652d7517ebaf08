import {
  freePort,
  testInstallation,
  type Run,
  type RunOptions,
  type TestInstallation,
} from './command-line.fixture.ts';
import { Captured } from './command-line.fixture.ts';

/** An installation whose server listens, and a directory elsewhere from which it is managed by token. */
export interface Served {
  installation: TestInstallation;
  url: string;
  /** A static API token of an administrator. */
  token: string;
  /** Runs a command elsewhere, against the server. */
  elsewhere(argv: string[], options?: RunOptions): Promise<Run>;
  /** Makes a static API token for an account. */
  tokenFor(login: string, password: string): Promise<string>;
  stop(): Promise<void>;
}

const adminPassword = 'quite-a-long-phrase-7';

async function post(url: string, body: object, authorization?: string): Promise<Record<string, string>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, string>;
}

export async function servedInstallation(): Promise<Served> {
  const installation = await testInstallation();
  const far = await testInstallation();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const stopping = Promise.withResolvers<void>();
  const stdout = new Captured();
  const env = { OSTIARY_PORT: String(port), OSTIARY_RATE_LIMITS: 'off' };
  const io = { stdout, untilStopped: () => stopping.promise };
  const ended = installation.run(['serve'], { env, io });
  await Promise.race([stdout.until(/ready/), ended]);
  const argv = ['create-admin', '--username', 'root', '--password-stdin'];
  await installation.run(argv, { input: adminPassword });
  const tokenFor = async (login: string, password: string): Promise<string> => {
    const { access } = await post(`${url}/auth/token/`, { username: login, password });
    const made = await post(`${url}/api/v1/me/tokens`, { name: 'cli' }, `Bearer ${access}`);
    return made['token'] ?? '';
  };
  const token = await tokenFor('root', adminPassword);
  return {
    installation,
    url,
    token,
    tokenFor,
    elsewhere: (args, options = {}) =>
      far.run(args, {
        ...options,
        env: { OSTIARY_REMOTE_URL: url, OSTIARY_REMOTE_TOKEN: token, ...options.env },
      }),
    async stop() {
      stopping.resolve();
      await ended;
      await installation.remove();
      await far.remove();
    },
  };
}
