import { OstiaryError } from './errors.ts';
import type { OstiaryOptions, OstiaryWarning } from './ostiary.types.ts';
import type { Now } from './types.ts';

export interface Reporter {
  warn(warning: OstiaryWarning): void;
  error(thrown: unknown): void;
}

/** The same again is not said to the console for so long. */
const quietMs = 60_000;

function toConsole(now: Now): (text: string) => void {
  const saidAt = new Map<string, number>();
  return (text) => {
    const at = saidAt.get(text);
    if (at !== undefined && now() - at < quietMs) return;
    if (saidAt.size >= 100) saidAt.clear();
    saidAt.set(text, now());
    console.warn(`ostiary: ${text}`);
  };
}

/** Nothing that a hook throws may stop what it is told about. */
function safely(run: () => void): void {
  try {
    run();
  } catch {
    // It is the service's own.
  }
}

export function createReporter(
  { onWarning, onError }: Pick<OstiaryOptions, 'onWarning' | 'onError'>,
  now: Now,
): Reporter {
  const say = toConsole(now);
  return {
    warn: (warning) => safely(() => (onWarning ? onWarning(warning) : say(warning.message))),
    error(thrown) {
      const error = thrown instanceof Error ? thrown : new OstiaryError('unavailable', String(thrown));
      safely(() => (onError ? onError(error) : say(error.message)));
    },
  };
}
