import type { Running } from '../../support/processes.ts';
import { stepsAt, timeAt, type Calendar } from '../calendar.ts';
import { signUp } from '../deeds/first-party.ts';
import { Answers } from './answers.ts';
import { HttpClient, jsonOf } from './http.ts';
import { administrator, type Installation } from './installation.ts';
import { People } from './people.ts';
import { randomFrom } from './random.ts';
import { audience, opaqueAudience, password, redirectUri, type Client, type World } from './world.ts';

type Json = Record<string, unknown>;

async function administrate(ostiary: HttpClient) {
  const path = '/auth/token/';
  const signedIn = await ostiary.send({ path, json: { email: administrator.email, password } });
  let authorization = `Bearer ${String(jsonOf(signedIn)['access'])}`;
  const call = async (to: string, json: object): Promise<Json> => {
    const answer = await ostiary.send({ path: `/api/v1${to}`, json, headers: { authorization } });
    if (answer.status !== 201) throw new Error(`${to}: ${String(answer.status)} ${answer.text}`);
    return jsonOf(answer);
  };
  const { token } = await call('/me/tokens', { name: 'soak' });
  authorization = `Token ${String(token)}`;
  return { token: String(token), call };
}

const clientOf = ({ client_id: id, client_secret: secret }: Json): Client => ({
  id: String(id),
  secret: String(secret),
});

async function register(ostiary: HttpClient, { webhooks }: Installation) {
  const { token, call } = await administrate(ostiary);
  await call('/roles', { name: 'clerk', permissions: [] });
  const service = await call('/services', {
    ...{ name: 'Orders', audience, access_levels: ['reader', 'editor'] },
  });
  const { key } = await call(`/services/${String(service['id'])}/keys`, {});
  await call('/services', {
    ...{ name: 'Opaque', audience: opaqueAudience, token_format: 'opaque' },
    scopes: [{ name: 'read', description: 'Reads.' }],
  });
  const app = await call('/applications', {
    name: 'Web application',
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    redirect_uris: [redirectUri],
    scopes: ['openid', 'read'],
    refresh_token_seconds: 7 * 24 * 60 * 60,
    is_first_party: true,
  });
  const device = await call('/applications', {
    ...{ name: 'Television', client_type: 'public', application_type: 'native' },
    grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
    ...{ scopes: ['openid', 'read'], is_first_party: true },
  });
  const { secret } = await call('/webhooks', { name: 'Receiver', url: webhooks.url });
  webhooks.setSecret(String(secret));
  return {
    adminToken: token,
    serviceKey: String(key),
    serviceId: String(service['id']),
    app: clientOf(app),
    device: clientOf(device),
  };
}

const atOnce = 4;

async function populate(world: World): Promise<void> {
  const some = async (): Promise<void> => {
    while (world.people.count < world.wantedPeople) await signUp(world);
  };
  await Promise.all(Array.from({ length: atOnce }, some));
}

export interface Built {
  world: World;
  service: Running;
}

/** Registers what the load needs, and starts the client service. */
export async function buildWorld(
  installation: Installation,
  { calendar, seed, wantedPeople }: { calendar: Calendar; seed: number; wantedPeople: number },
): Promise<Built> {
  const ostiary = new HttpClient(installation.server.url);
  const registered = await register(ostiary, installation);
  const service = await installation.startService({
    ...{ audience, key: registered.serviceKey },
  });
  const random = randomFrom(seed);
  let last = 0;
  const world: World = {
    ...registered,
    ostiary,
    service: new HttpClient(service.url),
    answers: new Answers(),
    people: new People(random),
    random,
    step: () => stepsAt(calendar, Date.now()),
    now: () => timeAt(calendar, Date.now()),
    opaque: [],
    next: () => ++last,
    wantedPeople,
  };
  await populate(world);
  return { world, service };
}
