import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startWire, type Wire } from '../../../packages/sdk/test/faults/wire.fixture.ts';
import {
  World,
  type Person,
  type RegisteredService,
  type SignedIn,
} from '../../../packages/sdk/test/faults/world.fixture.ts';
import { temporaryDirectory } from '../../../packages/server/test/support/server-process.ts';
import {
  manage,
  startDjango,
  type DjangoOptions,
  type DjangoService,
  type Environment,
} from './django-service.ts';

export const issuer = 'https://ostiary.test';

/** So that tests need not wait as long as a service would. */
const quickPace = {
  ...{ silence: 3, snapshot_stall: 5, backoff_first: 0.05, backoff_most: 0.4, refused_retry: 0.5 },
  cursor: 0.1,
};

async function migrate(environment: Environment): Promise<void> {
  const { code, output } = await manage(['migrate', '--verbosity', '0'], environment);
  if (code !== 0) throw new Error(output);
}

/** A real Ostiary, a service registered there, and what a Django service needs of both. */
export class DjangoWorld {
  readonly world: World;
  readonly service: RegisteredService;
  readonly wire: Wire;
  readonly #folder: Awaited<ReturnType<typeof temporaryDirectory>>;
  readonly #running: DjangoService[] = [];
  #migrated: Promise<string> | undefined;
  #count = 0;

  private constructor(
    world: World,
    service: RegisteredService,
    { wire, folder }: { wire: Wire; folder: Awaited<ReturnType<typeof temporaryDirectory>> },
  ) {
    this.world = world;
    this.service = service;
    this.wire = wire;
    this.#folder = folder;
  }

  static async open(): Promise<DjangoWorld> {
    const world = await World.open();
    const service = await world.service();
    const wire = await startWire(() => Number(new URL(world.url).port));
    return new DjangoWorld(world, service, { wire, folder: await temporaryDirectory() });
  }

  /** Of a project with a database of its own, which is migrated: the one given, or a new file. */
  async project(settings: Record<string, unknown> = {}, database?: string): Promise<Environment> {
    this.#count += 1;
    const environment = this.environment(settings, database ?? `django-${this.#count}.sqlite3`);
    if (database === undefined) await copyFile(await this.#template(), environment['DATABASE'] ?? '');
    else await migrate(environment);
    return environment;
  }

  /** Migrated once; copying is quicker than migrating again. */
  #template(): Promise<string> {
    this.#migrated ??= (async () => {
      const environment = this.environment({}, 'template.sqlite3');
      await migrate(environment);
      return environment['DATABASE'] ?? '';
    })();
    return this.#migrated;
  }

  environment(settings: Record<string, unknown>, database: string): Environment {
    const { audience, key } = this.service;
    const own = { ISSUER: issuer, URL: this.wire.url, AUDIENCE: audience, SERVICE_KEY: key };
    return {
      DATABASE: database.includes('://') ? database : join(this.#folder.path, database),
      OSTIARY: JSON.stringify({ ...own, _PACE: quickPace, ...settings }),
    };
  }

  async start(environment: Environment, options?: DjangoOptions): Promise<DjangoService> {
    const service = await startDjango(environment, options);
    this.#running.push(service);
    return service;
  }

  async newcomer(): Promise<SignedIn> {
    const [someone] = await this.world.signedIn(1, this.service);
    if (!someone) throw new Error('Nobody');
    return someone;
  }

  /** A program that acts for itself, and its token for the service. */
  async machine(): Promise<{ id: string; token: string }> {
    const scopes = [{ name: 'orders.read', description: 'See orders' }];
    await this.world.do('PATCH', `/services/${this.service.id}`, { scopes });
    const { client_id: id = '', client_secret: secret = '' } = await this.world.do('POST', '/applications', {
      ...{ name: 'Reader', grant_types: ['client_credentials'], scopes: ['orders.read'] },
    });
    const { audience: resource } = this.service;
    const answer = await fetch(`${this.world.url}/o/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'orders.read', resource }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return { id, token };
  }

  async give({ id }: Person, role: string): Promise<void> {
    await this.world.do('PUT', `/users/${id}/roles/${role}`);
  }

  async take({ id }: Person, role: string): Promise<void> {
    await this.world.do('DELETE', `/users/${id}/roles/${role}`);
  }

  async endServices(): Promise<void> {
    this.wire.heal();
    await Promise.all(this.#running.splice(0).map((service) => service.stop()));
  }

  async close(): Promise<void> {
    await this.endServices();
    await this.wire.close();
    await this.world.close();
    await this.#folder.remove();
  }
}
