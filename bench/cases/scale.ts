import type { Request } from 'autocannon';
import { measure, median, type LoadResult } from '../support/load.ts';
import { password, signIn } from '../support/ostiary.ts';
import { startPopulated, type Engine, type Populated } from '../support/populated.ts';
import { groupCount, roleCount, userName } from '../support/population.ts';
import { below, type BenchOptions, type Figure } from './case.ts';

const small = 10_000;
const large = 1_000_000;
const maxCostRatio = 1.5;
const maxP99Ms = 50;
const connections = 4;
/** Different requests of each kind, so that no cache answers for the database. */
const variety = 100;

interface Operation {
  name: string;
  /** Lists and searches must also be quick in themselves. */
  isList: boolean;
  requests: (site: Populated) => Request[] | Promise<Request[]>;
}

function some<T>(make: (index: number) => T): T[] {
  return Array.from({ length: variety }, (_, index) => make(index));
}

/** Spread over all users. */
function anyone(site: Populated, index: number): string {
  return userName(Math.floor(((index + 0.37) * site.users) / variety));
}

function get(site: Populated, path: string): Request {
  return { method: 'GET', path: `/api/v1${path}`, headers: { authorization: `Bearer ${site.token}` } };
}

function list(name: string, path: (site: Populated, index: number) => string): Operation {
  return { name, isList: true, requests: (site) => some((index) => get(site, path(site, index))) };
}

async function idsOf(site: Populated): Promise<string[]> {
  return Promise.all(
    some(async (index) => {
      const { path = '', headers } = get(site, `/users?login=${anyone(site, index)}`);
      const response = await fetch(site.url + path, { headers: headers as Record<string, string> });
      const { items } = (await response.json()) as { items: { id: string }[] };
      const [user] = items;
      if (!user) throw new Error(`${path}: ${String(response.status)}, nobody found`);
      return user.id;
    }),
  );
}

function ofOne(name: string, path: (id: string) => string): Operation {
  const requests = async (site: Populated) => (await idsOf(site)).map((id) => get(site, path(id)));
  return { name, isList: false, requests };
}

function post(path: string, body: object, headers: Record<string, string> = {}): Request {
  const type = { 'content-type': 'application/json' };
  return { method: 'POST', path, headers: { ...type, ...headers }, body: JSON.stringify(body) };
}

function groupName(index: number): string {
  return encodeURIComponent(`group ${String(index % groupCount).padStart(4, '0')}`);
}

const operations: Operation[] = [
  list('users', () => '/users'),
  list('users, newest first', () => '/users?order=-created_at'),
  list('users by email', () => '/users?order=email'),
  list('users by prefix of many', (site, index) => `/users?search=${anyone(site, index).slice(0, -3)}`),
  list('users by prefix of few', (site, index) => `/users?search=${anyone(site, index).slice(0, -1)}`),
  list('users of a role', (_, index) => `/users?role=role-${index % roleCount}`),
  list('users of a role by email', (_, index) => `/users?role=role-${index % roleCount}&order=email`),
  list(
    'users by prefix, role and flag',
    (_, index) => `/users?search=user&role=role-${index % roleCount}&is_active=true`,
  ),
  // Two of them: at ten thousand a group has no more.
  list('users of a group', (_, index) => `/users?limit=2&group=${groupName(index)}`),
  list('users on the staff', () => '/users?is_staff=true'),
  list('inactive users', () => '/users?is_active=false'),
  list('groups', (_, index) => `/groups?search=group%200${index % 10}`),
  list('roles', () => '/roles'),
  list('members', (_, index) => `/groups/${groupName(index)}/members?limit=2`),
  list('access review', () => '/access-review'),
  list('audit', () => '/audit?action=user.import'),
  ofOne('one user', (id) => `/users/${id}`),
  ofOne('what a user holds', (id) => `/users/${id}/access`),
  ofOne('sessions of a user', (id) => `/users/${id}/sessions`),
  {
    name: 'decision',
    isList: false,
    requests: async (site) =>
      (await idsOf(site)).map((id) =>
        post(
          '/api/v1/decisions',
          { subject: { user_id: id }, action: 'users.read' },
          { authorization: `Bearer ${site.token}` },
        ),
      ),
  },
  {
    name: 'sign-in',
    isList: false,
    requests: (site) =>
      some((index) => anyone(site, index))
        .filter((name) => Number(name.slice(4)) % 50 !== 1)
        .map((name) => post('/auth/token/', { email: `${name}@bench.test`, password })),
  },
  {
    name: 'refresh',
    isList: false,
    requests: async (site) => {
      const { refresh } = await signIn(site.url, 'root@bench.test');
      return [post('/auth/token/refresh/', { refresh })];
    },
  },
];

async function measureOnce(site: Populated, requests: Request[], seconds: number): Promise<LoadResult> {
  return measure({ url: site.url, seconds, connections, requests, expected: [200] });
}

interface Comparison {
  ratios: number[];
  p99s: number[];
  perSecond: number[];
}

/** The same operation at both sizes in turn; the ratio is of what one costs, large to small. */
async function compare(
  sites: { small: Populated; large: Populated },
  operation: Operation,
  { rounds, seconds }: BenchOptions,
): Promise<Comparison> {
  const few = await operation.requests(sites.small);
  const many = await operation.requests(sites.large);
  // Not counted: V8 optimises, and both databases read what they need into memory.
  await measureOnce(sites.small, few, 1);
  await measureOnce(sites.large, many, 1);
  const comparison: Comparison = { ratios: [], p99s: [], perSecond: [] };
  for (let round = 0; round < rounds; round++) {
    const atSmall = await measureOnce(sites.small, few, seconds);
    const atLarge = await measureOnce(sites.large, many, seconds);
    comparison.ratios.push(atSmall.perSecond / atLarge.perSecond);
    comparison.p99s.push(atLarge.p99Ms);
    comparison.perSecond.push(atLarge.perSecond);
  }
  return comparison;
}

function figuresOf(engine: Engine, operation: Operation, { ratios, p99s, perSecond }: Comparison): Figure[] {
  const ratio = median(ratios);
  const details = `${median(perSecond).toFixed(0)}/s; rounds ${ratios.map((one) => one.toFixed(2)).join(' ')}`;
  const cost: Figure = {
    name: `${engine}, ${operation.name}: cost at a million / at ten thousand`,
    value: ratio.toFixed(2),
    bound: `<= ${String(maxCostRatio)}`,
    isMet: ratio <= maxCostRatio,
    details,
  };
  if (!operation.isList) return [cost];
  const p99 = { ...below(median(p99s), maxP99Ms, 'ms'), details: `${connections} connections` };
  return [cost, { name: `${engine}, ${operation.name}: p99 at a million`, ...p99 }];
}

async function scaleOn(engine: Engine, options: BenchOptions): Promise<Figure[]> {
  const started: Populated[] = [];
  try {
    for (const users of [small, large]) started.push(await startPopulated(engine, users));
    const [few, many] = started;
    if (!few || !many) throw new TypeError('Both sizes were started');
    const figures: Figure[] = [];
    for (const operation of operations) {
      const comparison = await compare({ small: few, large: many }, operation, options);
      figures.push(...figuresOf(engine, operation, comparison));
    }
    return figures;
  } finally {
    for (const site of started) await site.stop();
  }
}

/** What costs more with a million users than with ten thousand, on both databases. */
export async function scaleCase(options: BenchOptions): Promise<Figure[]> {
  const brief = { ...options, rounds: Math.min(options.rounds, 3), seconds: Math.min(options.seconds, 2) };
  return [...(await scaleOn('sqlite', brief)), ...(await scaleOn('postgres', brief))];
}
