import { messageOf, OstiaryError } from './errors.ts';
import { backoffMs } from './feed/pace.ts';
import { pause, startTimer } from './http/http-call.ts';
import type { Options, Parts } from './ostiary.parts.ts';
import type { Settings } from './ostiary.settings.ts';
import type { ServiceShape } from './types.ts';

/** Until they are there. Errors: `issuer_mismatch`, which trying again does not mend. */
async function loadKeys<S extends ServiceShape>(
  { verifier, reporter }: Parts<S>,
  { pace }: Settings,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await verifier.loadKeys();
    } catch (thrown) {
      if (signal.aborted) return;
      if (thrown instanceof OstiaryError && thrown.code === 'issuer_mismatch') throw thrown;
      reporter.error(
        new Error(`The keys of Ostiary cannot be read: ${messageOf(thrown)}`, { cause: thrown }),
      );
      await pause(backoffMs(pace, failures, { chance: Math.random() }), signal);
    }
  }
}

function within<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = startTimer(
      timeoutMs,
      () =>
        reject(
          new OstiaryError(
            'start_timeout',
            `The keys of Ostiary were not read within ${timeoutMs / 1000} s.`,
          ),
        ),
      { keepsAlive: true },
    );
    promise.then(resolve, reject).finally(() => timer.stop());
  });
}

/** Whether the key is of this service. Errors: `audience_mismatch`. */
function checkService<S extends ServiceShape>({ directory, reporter }: Parts<S>, options: Options<S>): void {
  const { service } = directory;
  if (!service) return;
  const { audience, levels = [] } = options;
  if (service.audience !== audience) {
    throw new OstiaryError(
      'audience_mismatch',
      `The service key is of the service ${JSON.stringify(service.name)} with the audience ${JSON.stringify(service.audience)}, not ${JSON.stringify(audience)}.`,
    );
  }
  if (levels.length > 0 && levels.join('\n') !== service.access_levels.join('\n')) {
    const message = `Access levels are ${service.access_levels.join(', ') || 'none'} at Ostiary, and ${levels.join(', ')} here.`;
    reporter.warn({ code: 'levels_differ', message });
  }
}

/**
 * Resolves when everything that is needed is known, or what was kept of it is to do. Errors: see `Ostiary.start`.
 */
export async function startParts<S extends ServiceShape>(
  parts: Parts<S>,
  { options, settings, signal }: { options: Options<S>; settings: Settings; signal: AbortSignal },
): Promise<void> {
  const { sync, reporter, now } = parts;
  const { startTimeoutMs } = settings;
  const startedAt = now();
  const keys = loadKeys(parts, settings, signal);
  const keysFailed = new Promise<never>((_resolve, reject) => {
    keys.catch(reject);
  });
  const outcome = await Promise.race([sync.start(startTimeoutMs), keysFailed]);
  checkService(parts, options);
  if (outcome === 'live') return within(keys, Math.max(1, startTimeoutMs - (now() - startedAt)));
  keys.catch((thrown: unknown) => reporter.error(thrown));
  reporter.warn({
    code: 'started_stale',
    message: 'Ostiary cannot be reached: what was kept of it is stale.',
  });
}
