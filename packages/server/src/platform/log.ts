import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Structured lines on standard output. Nothing that we log carries a header, a body or a query. */
export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
