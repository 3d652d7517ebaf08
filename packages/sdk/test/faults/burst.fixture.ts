import type { Person, World } from './world.fixture.ts';

/** Somebody keeps changing people, several at once. */
export interface Burst {
  /** How many changes the server has acknowledged. */
  acknowledged(): number;
  /** Resolves when so many were. */
  reached(count: number): Promise<void>;
  /** Resolves when nothing changes any more, because the server has died or because it was told to stop. */
  stop(): Promise<void>;
}

export function startBurst(world: World, people: readonly Person[]): Burst {
  let acknowledged = 0;
  let isStopped = false;
  let refusal: Error | undefined;
  const keepChanging = async ({ id }: Person): Promise<void> => {
    for (let round = 0; !isStopped; round++) {
      const answer = await world
        .call('PATCH', `/users/${id}`, { first_name: `Round ${round}` })
        .catch(() => undefined);
      if (!answer) return;
      if (answer.status !== 200) refusal = new Error(JSON.stringify(answer));
      acknowledged += 1;
    }
  };
  const ended = Promise.all(people.map(keepChanging));
  return {
    acknowledged: () => acknowledged,
    async reached(count) {
      while (acknowledged < count && !refusal) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    async stop() {
      isStopped = true;
      await ended;
      if (refusal) throw refusal;
    },
  };
}
