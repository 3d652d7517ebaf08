import { setTimeout as sleep } from 'node:timers/promises';
import { nextStepAt, type Calendar } from '../calendar.ts';
import { perform, UnexpectedAnswer, type Deed, type World } from './world.ts';

const tickMs = 20;
/** Of one kind; more would be a pile, and no steady rate. */
const mostAtOnce = 12;

export interface LoadOptions {
  world: World;
  deeds: readonly Deed[];
  calendar: Calendar;
}

export interface SoakLoad {
  /** Deeds that were due and not begun, since too many of their kind were under way. */
  omitted(): number;
  stop(): Promise<void>;
}

/** How long before a step nothing new is begun, so that nobody's deed is cut in two by days. */
const restBeforeStepMs = ({ everyMs }: Calendar): number => Math.min(1_500, everyMs / 4);

/** Does each deed at its rate, until it is stopped. */
export function startLoad({ world, deeds, calendar }: LoadOptions): SoakLoad {
  const kinds = deeds.map((deed) => ({ deed, due: world.random(), underWay: 0 }));
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const state = { isStopped: false, omitted: 0 };

  async function doOne(kind: (typeof kinds)[number]): Promise<void> {
    kind.underWay += 1;
    try {
      await perform(world, kind.deed);
    } catch (error) {
      // It has been noted already.
      if (!(error instanceof UnexpectedAnswer)) failures.push(error);
    } finally {
      kind.underWay -= 1;
    }
  }

  function begin(seconds: number): void {
    for (const kind of kinds) {
      for (kind.due += kind.deed.perSecond * seconds; kind.due >= 1; kind.due -= 1) {
        if (kind.underWay >= mostAtOnce) {
          state.omitted += 1;
          continue;
        }
        const performing = doOne(kind);
        underWay.add(performing);
        void performing.finally(() => underWay.delete(performing));
      }
      // Not all of a kind at the same moment.
      kind.due += (world.random() - 0.5) * 0.02;
    }
  }

  async function go(): Promise<void> {
    let lastAt = performance.now();
    while (!state.isStopped) {
      await sleep(tickMs);
      const now = performance.now();
      const isResting = nextStepAt(calendar, Date.now()) - Date.now() < restBeforeStepMs(calendar);
      if (!isResting) begin((now - lastAt) / 1000);
      lastAt = now;
      if (failures.length > 0) throw failures[0];
    }
  }

  const going = go();
  // Whoever stops it hears of it.
  going.catch(() => undefined);
  return {
    omitted: () => state.omitted,
    async stop() {
      state.isStopped = true;
      await going;
      await Promise.all(underWay);
      if (failures.length > 0) throw failures[0];
    },
  };
}
