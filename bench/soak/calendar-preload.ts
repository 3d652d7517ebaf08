// Loaded before the programs of a soak (`--import`): they live by its calendar. Housekeeping, which is due every
// hour, comes once a step: hours are what the calendar leaves out.
import { calendarVariable, timeAt, type Calendar } from './calendar.ts';

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
