import { pino, type Logger } from 'pino';
import { namingMissingSetting } from './db/db-errors.ts';

export type Log = Logger;

/** Errors of whatever part of the server, those that tell of a missing setting included. */
const err = (error: unknown): unknown => pino.stdSerializers.err(namingMissingSetting(error) as Error);

/** Structured lines on standard output. Nothing that we log carries a header, a body or a query. */
export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err } });
}
