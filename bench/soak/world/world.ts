import { AsyncLocalStorage } from 'node:async_hooks';
import type { Answers } from './answers.ts';
import { jsonOf, type HttpAnswer, type HttpClient, type Sent } from './http.ts';
import type { People, Person } from './people.ts';

/** An application as it was registered. */
export interface Client {
  id: string;
  secret: string;
}

/** What deeds know of the installation. */
export interface World {
  ostiary: HttpClient;
  service: HttpClient;
  answers: Answers;
  people: People;
  random: () => number;
  /** The number of the current step of the calendar, and the time by it. */
  step(): number;
  now(): number;
  /** A static token of the administrator. */
  adminToken: string;
  app: Client;
  device: Client;
  /** Opaque tokens that were issued and not revoked, and in which step. */
  opaque: { token: string; issuedIn: number }[];
  serviceKey: string;
  serviceId: string;
  next(): number;
  wantedPeople: number;
}

export const password = 'correct-horse-7-battery';
export const audience = 'https://orders.soak.test';
export const opaqueAudience = 'https://opaque.soak.test';
export const redirectUri = 'https://client.soak.test/callback';

/** What was answered is not what had to be; it has been noted. */
export class UnexpectedAnswer extends Error {}

export interface Question extends Sent {
  kind: string;
  /** Statuses that are right. */
  expect: readonly number[];
  /** Whom it is asked, where that is not Ostiary. */
  of?: HttpClient;
}

const deedUnderWay = new AsyncLocalStorage<{ begunIn: number }>();

/** Does a deed; what goes wrong in it while the calendar leaves out days is no surprise. */
export async function perform(world: World, deed: Deed): Promise<void> {
  await deedUnderWay.run({ begunIn: world.step() }, () => deed.run(world));
  world.answers.finish(deed.name);
}

function complain(world: World, kind: string, what: string): UnexpectedAnswer {
  const begunIn = deedUnderWay.getStore()?.begunIn ?? world.step();
  if (begunIn === world.step()) world.answers.complain(kind, what);
  else world.answers.cut += 1;
  return new UnexpectedAnswer(kind);
}

/** Asks, notes how long it took, and complains of every answer that is not right. */
export async function ask(world: World, { kind, expect, of, ...sent }: Question): Promise<HttpAnswer> {
  const { answers, ostiary } = world;
  let answer: HttpAnswer;
  try {
    answer = await (of ?? ostiary).send(sent);
  } catch (error) {
    // There has to be an answer, whatever the calendar does.
    answers.complain(kind, `no answer: ${String(error)}`);
    throw new UnexpectedAnswer(kind);
  }
  answers.add(kind, answer.ms);
  if (expect.includes(answer.status)) return answer;
  const said = `${String(answer.status)} instead of ${expect.join(' or ')}: ${answer.text.replaceAll(/\s+/g, ' ')}`;
  if (answer.status >= 500) answers.complain(kind, said.slice(0, 240));
  throw complain(world, kind, said.slice(0, 240));
}

export async function askJson(world: World, question: Question): Promise<Record<string, unknown>> {
  return jsonOf(await ask(world, question));
}

/** Notes it when something that was answered is not what it has to be. */
export function insist(world: World, kind: string, { holds, what }: { holds: boolean; what: string }): void {
  if (!holds) throw complain(world, kind, what);
}

/** A request of the management API. */
export function manage(world: World, question: Omit<Question, 'headers'>): Promise<HttpAnswer> {
  return ask(world, { ...question, headers: { authorization: `Token ${world.adminToken}` } });
}

/** A request of a client, by `client_secret_basic`. */
export function asClient({ id, secret }: Client): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

export const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });

export interface Deed {
  name: string;
  perSecond: number;
  run(world: World): Promise<void>;
}

/** Done by somebody whom nothing else is done by meanwhile. */
export function ofSomebody(
  name: string,
  perSecond: number,
  act: (world: World, person: Person) => Promise<unknown>,
): Deed {
  return { name, perSecond, run: (world) => world.people.with((person) => act(world, person)) };
}
