import { setTimeout as sleep } from 'node:timers/promises';
import { asAppError } from '#platform/http/as-app-error.ts';
import { toProblem } from '#platform/http/problem.ts';

const everyMs = 500;

/**
 * JSON Lines about work that takes long: `progress` about twice a second, and at its end `report`, or
 * `error` with a problem, since the status was sent long before.
 */
export async function* tellWork(
  request: { id: string; log: { error(facts: object, message: string): void } },
  work: Promise<object>,
  progress: () => object,
): AsyncGenerator<string> {
  // Whoever stops listening does not hear that it failed.
  work.catch(() => undefined);
  const inLine = (content: object): string => `${JSON.stringify(content)}\n`;
  try {
    for (;;) {
      const report = await Promise.race([work, sleep(everyMs, undefined, { ref: false })]);
      if (report) {
        yield inLine({ report });
        return;
      }
      yield inLine({ progress: progress() });
    }
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.status >= 500)
      request.log.error({ err: error.cause ?? error, requestId: request.id }, error.code);
    yield inLine({ error: toProblem(error, request.id) });
  }
}
