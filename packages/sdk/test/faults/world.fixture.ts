import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  postJson,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../../../server/test/support/server-process.ts';
import type { FeedOptions } from '../../src/ostiary.types.ts';
import type { Pace } from '../../src/feed/pace.ts';
import { clientService, type ClientService } from './client.fixture.ts';
import { expectConverged } from './content.fixture.ts';
import { startWire, type Wire } from './wire.fixture.ts';

const issuer = 'https://ostiary.test';
const password = 'correct-horse-7-battery';
const administrator = { username: 'administrator', password };

/** So that tests need not wait as long as a service would. */
export const quickPace: Partial<Pace> = {
  ...{ firstBeatMs: 4_000, silenceMs: 3_000, snapshotStallMs: 5_000 },
  ...{ backoffFirstMs: 50, backoffMostMs: 400, refusedRetryMs: 500, cursorMs: 100 },
};

export interface RegisteredService {
  id: string;
  audience: string;
  key: string;
  keyId: string;
}

export interface Person {
  id: string;
  username: string;
}

export interface SignedIn extends Person {
  /** For the service. */
  access: string;
  signOut(): Promise<unknown>;
}

export interface ApiAnswer {
  status: number;
  body: Record<string, unknown>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ClientOptions {
  feed?: FeedOptions;
  pace?: Partial<Pace>;
  disorderSeed?: number;
}

/** A real Ostiary that can be killed, services that follow it, and an administrator who changes things. */
export class World {
  readonly #env: Record<string, string>;
  readonly #data: Awaited<ReturnType<typeof temporaryDirectory>>;
  #server: ServerProcess;
  #token = '';
  readonly #wires: Wire[] = [];
  readonly #clients: ClientService[] = [];
  #count = 0;

  private constructor(
    env: Record<string, string>,
    data: Awaited<ReturnType<typeof temporaryDirectory>>,
    server: ServerProcess,
  ) {
    this.#env = env;
    this.#data = data;
    this.#server = server;
  }

  static async open(env: Record<string, string> = {}): Promise<World> {
    const data = await temporaryDirectory();
    const all = {
      ...{ OSTIARY_DATA_DIR: data.path, OSTIARY_URL: issuer, OSTIARY_ACCESS_TOKEN_LIFETIME: '1h' },
      ...{ OSTIARY_ADMIN_USERNAME: administrator.username, OSTIARY_ADMIN_PASSWORD: password },
      ...env,
    };
    const world = new World(all, data, await startServerProcess({ env: all }));
    world.#token = await world.#signIn(administrator.username);
    return world;
  }

  get url(): string {
    return this.#server.url;
  }

  /** As a power cut would. */
  kill(): Promise<void> {
    return this.#server.kill();
  }

  /** On another port, to which all wires lead from then on. */
  async restart(): Promise<void> {
    await this.#server.kill();
    this.#server = await startServerProcess({ env: this.#env });
  }

  /** Puts a copy of everything aside (SQLite). What is given back takes its place again, and starts the server. */
  async backUp(): Promise<() => Promise<void>> {
    await this.#server.stop();
    const file = join(this.#data.path, 'ostiary.sqlite');
    await copyFile(file, `${file}.older`);
    await this.restart();
    return async () => {
      await this.#server.kill();
      for (const suffix of ['-wal', '-shm']) await rm(file + suffix, { force: true });
      await copyFile(`${file}.older`, file);
      await this.restart();
    };
  }

  async #signIn(username: string, headers: Record<string, string> = {}): Promise<string> {
    return (await this.#pairOf(username, headers)).access;
  }

  async #pairOf(username: string, headers: Record<string, string>) {
    const response = await fetch(`${this.url}/auth/token/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ username, password }),
    });
    if (response.status !== 200) throw new Error(`No tokens: ${await response.text()}`);
    return (await response.json()) as { access: string; refresh: string };
  }

  /** Of the management API. Rejects when the server does not answer. */
  async call(method: Method, path: string, body?: unknown): Promise<ApiAnswer> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as ApiAnswer['body']) };
  }

  /** The same, which has to succeed. */
  async do(method: Method, path: string, body?: unknown): Promise<Record<string, string>> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer.body as Record<string, string>;
  }

  async service(settings: Record<string, unknown> = {}): Promise<RegisteredService> {
    this.#count += 1;
    const audience = `https://service-${this.#count}.test`;
    const { id = '' } = await this.do('POST', '/services', {
      ...{ name: `Service ${this.#count}`, audience, access_levels: ['reader', 'editor'] },
      ...settings,
    });
    const { key = '', id: keyId = '' } = await this.do('POST', `/services/${id}/keys`, {});
    return { id, audience, key, keyId };
  }

  async person(more: Record<string, unknown> = { password }): Promise<Person> {
    this.#count += 1;
    const username = `person${this.#count}`;
    const { id = '' } = await this.do('POST', '/users', { username, first_name: 'Ann', ...more });
    return { id, username };
  }

  /** People who never sign in, which makes them cheap. */
  async people(count: number): Promise<Person[]> {
    const all: Person[] = [];
    while (all.length < count) all.push(await this.person({}));
    return all;
  }

  /** People who have signed in to the service. */
  async signedIn(count: number, service: RegisteredService): Promise<SignedIn[]> {
    const all: SignedIn[] = [];
    while (all.length < count) {
      const person = await this.person();
      all.push({ ...person, ...(await this.tokenFor(person, service)) });
    }
    return all;
  }

  async tokenFor({ username }: Person, { key }: RegisteredService): Promise<Omit<SignedIn, keyof Person>> {
    const { access, refresh } = await this.#pairOf(username, { 'ostiary-service': key });
    return { access, signOut: () => postJson(`${this.url}/auth/token/logout/`, { refresh }) };
  }

  /** What the server says about a token (RFC 7662 section 2.2). */
  async introspect(token: string, { key }: RegisteredService): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.url}/o/introspect`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: new URLSearchParams({ token }),
    });
    return (await response.json()) as Record<string, unknown>;
  }

  /** A process that follows for the service by a wire of its own; not yet started. */
  async client(service: RegisteredService, options: ClientOptions = {}): Promise<ClientService> {
    const wire = await startWire(() => Number(new URL(this.url).port));
    this.#wires.push(wire);
    this.#count += 1;
    const { audience, key } = service;
    const client = clientService(
      {
        ...{ url: wire.url, issuer, audience, key },
        file: join(this.#data.path, `client-${this.#count}.sqlite`),
        feed: options.feed ?? {},
        pace: { ...quickPace, ...options.pace },
        disorderSeed: options.disorderSeed,
      },
      wire,
    );
    this.#clients.push(client);
    return client;
  }

  converged(client: ClientService, { key }: RegisteredService): Promise<void> {
    return expectConverged(client, this.url, key);
  }

  async endClients(): Promise<void> {
    await Promise.all(this.#clients.splice(0).map((client) => client.kill()));
    await Promise.all(this.#wires.splice(0).map((wire) => wire.close()));
  }

  async close(): Promise<void> {
    await this.endClients();
    await this.#server.kill();
    await this.#data.remove();
  }
}
