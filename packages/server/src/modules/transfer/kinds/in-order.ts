import { isAppError, type AppError } from '#platform/errors.ts';
import type { Outcome } from './kind.types.ts';

/** Does together what can be done, and gives for each its outcome, in the order of all. */
export async function inOrder<T extends object>(
  all: readonly (T | AppError)[],
  take: (good: readonly T[]) => Promise<readonly (Outcome | AppError)[]>,
): Promise<(Outcome | AppError)[]> {
  const good = all.filter((one): one is T => !isAppError(one));
  const became = good.length === 0 ? [] : await take(good);
  const outcomes = new Map<T | AppError, Outcome | AppError | undefined>(
    good.map((one, index) => [one, became[index]]),
  );
  return all.map((one) => {
    const outcome = isAppError(one) ? one : outcomes.get(one);
    if (outcome === undefined) throw new TypeError('Everything has an outcome');
    return outcome;
  });
}
