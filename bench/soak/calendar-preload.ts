// Loaded before the programs of a soak (`--import`): they live by its calendar. Housekeeping, which is due every
// hour, comes once a step: hours are what the calendar leaves out.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { calendarVariable, nextStepAt, timeAt, type Calendar } from './calendar.ts';

/** The load rests then. */
const collectBeforeStepMs = 500;
const longMs = 10 * 60 * 1000;
const given = process.env[calendarVariable];
if (given === undefined) throw new Error(`${calendarVariable} is not set`);
const calendar = JSON.parse(given) as Calendar;

const RealDate = Date;
const realNow = Date.now.bind(Date);
const now = (): number => timeAt(calendar, realNow());

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args) => Reflect.construct(target, args.length === 0 ? [now()] : args) as Date,
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
});

const realInterval = globalThis.setInterval;
globalThis.setInterval = Object.assign(
  (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) =>
    realInterval(run, ms !== undefined && ms >= longMs ? calendar.everyMs : ms, ...args),
  realInterval,
) as typeof setInterval;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What a heap holds just after each step is alive: whether the collector came by is chance otherwise. */
function collectBeforeSteps(): void {
  const real = realNow() + collectBeforeStepMs;
  setTimeout(
    () => {
      collectGarbage();
      collectBeforeSteps();
    },
    nextStepAt(calendar, real) - real + 1,
  ).unref();
}
collectBeforeSteps();
