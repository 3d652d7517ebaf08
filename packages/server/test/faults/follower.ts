import { join } from 'node:path';
import { expect } from 'vitest';
import { clientService } from '../../../sdk/test/faults/client.fixture.ts';
import { expectConverged } from '../../../sdk/test/faults/content.fixture.ts';
import { startWire } from '../../../sdk/test/faults/wire.fixture.ts';
import { quickPace } from '../../../sdk/test/faults/world.fixture.ts';
import { runOstiary, temporaryDirectory } from '../support/server-process.ts';

/** A service of its own process that mirrors everybody by the kit. */
export interface Follower {
  /** Passes when its mirror has become equal to what the server at `url` says, with these people in it. */
  expectEqual(url: string, people: readonly string[]): Promise<void>;
  end(): Promise<void>;
}

const audience = 'https://follower.test';

interface Settings {
  env: Record<string, string> & { OSTIARY_URL: string };
  /** As for a server process: how commands are started. */
  shell?: string;
}

async function told(args: string[], { env, shell }: Settings): Promise<Record<string, string>> {
  const { code, output } = await runOstiary([...args, '--json'], env, shell);
  if (code !== 0) throw new Error(`ostiary ${args.join(' ')}: ${output}`);
  return JSON.parse(output) as Record<string, string>;
}

/** `urlOf` is asked for each connection, since a server may come back somewhere else. */
export async function startFollower(
  urlOf: () => string,
  env: Settings['env'],
  shell?: string,
): Promise<Follower> {
  const settings: Settings = { env, ...(shell !== undefined && { shell }) };
  await told(['services', 'create', 'Follower', audience, '--field', 'email'], settings);
  const { key = '' } = await told(['services', 'keys', 'create', 'Follower'], settings);
  const data = await temporaryDirectory();
  const wire = await startWire(() => Number(new URL(urlOf()).port));
  const client = clientService(
    {
      ...{ url: wire.url, issuer: env.OSTIARY_URL, audience, key, file: join(data.path, 'mirror.sqlite') },
      ...{ feed: {}, pace: quickPace },
    },
    wire,
  );
  await client.start();
  return {
    async expectEqual(url, people) {
      await expectConverged(client, url, key);
      const known = new Set((await client.dump()).users.map(({ email }) => email));
      expect(people.filter((email) => !known.has(email))).toEqual([]);
    },
    async end() {
      await client.kill();
      await wire.close();
      await data.remove();
    },
  };
}
