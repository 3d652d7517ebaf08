import { setTimeout as sleep } from 'node:timers/promises';
import { postJson } from '../support/server-process.ts';

export const password = 'correct-horse-7-battery';

export interface Person {
  email: string;
  /** The last refresh token that was acknowledged. */
  refresh: string;
  /** Asked for and not answered: then the token may have been rotated or not. */
  isUncertain: boolean;
}

export interface LightLoad {
  /** Whoever was acknowledged, and is signed in. */
  people: Person[];
  /** Refresh tokens whose sign-out was acknowledged. */
  signedOut: string[];
  /** Statuses other than those that were hoped for. */
  refused: number[];
  /** Resolves when it has ended. */
  stop(): Promise<void>;
}

const pauseMs = 15;

async function attempt(
  url: string,
  body: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  return postJson(url, body).catch(() => ({ status: 0, body: {} }));
}

/** Signs up and in, refreshes and signs out on a few connections until it is stopped. */
export function lightLoad(serverUrl: string, name: string): LightLoad {
  let isOver = false;
  let count = 0;
  const load: Omit<LightLoad, 'stop'> = { people: [], signedOut: [], refused: [] };
  const isDone = ({ status }: { status: number }): boolean => {
    const isGood = status >= 200 && status < 300;
    if (!isGood) load.refused.push(status);
    return isGood;
  };
  const signUp = async (): Promise<Person | undefined> => {
    const email = `${name}-${String(count++)}@move.test`;
    if (!isDone(await attempt(`${serverUrl}/auth/create-user/`, { email, password }))) return undefined;
    const signedIn = await attempt(`${serverUrl}/auth/token/`, { email, password });
    const person: Person = { email, refresh: '', isUncertain: true };
    load.people.push(person);
    if (isDone(signedIn)) Object.assign(person, { refresh: signedIn.body['refresh'], isUncertain: false });
    return person;
  };
  const refresh = async (person: Person): Promise<void> => {
    const answer = await attempt(`${serverUrl}/auth/token/refresh/`, { refresh: person.refresh });
    const { refresh: next } = answer.body;
    if (isDone(answer)) person.refresh = typeof next === 'string' ? next : person.refresh;
    else person.isUncertain = person.isUncertain || answer.status === 0;
  };
  const signOut = async (person: Person): Promise<void> => {
    person.isUncertain = true;
    const answer = await attempt(`${serverUrl}/auth/token/blacklist/`, { refresh: person.refresh });
    if (isDone(answer)) load.signedOut.push(person.refresh);
  };
  // Nobody's tokens are used by two at once.
  const connection = async (): Promise<void> => {
    const mine: Person[] = [];
    for (let turn = 0; !isOver; turn++) {
      const known = mine.filter(({ isUncertain }) => !isUncertain);
      const person = known[turn % Math.max(1, known.length)];
      if (person === undefined || turn % 4 === 0)
        mine.push(...[await signUp()].filter((one) => one !== undefined));
      else if (turn % 9 === 5) await signOut(person);
      else await refresh(person);
      await sleep(pauseMs);
    }
  };
  const ended = Promise.all([1, 2, 3].map(connection));
  return {
    ...load,
    async stop() {
      isOver = true;
      await ended;
    },
  };
}
