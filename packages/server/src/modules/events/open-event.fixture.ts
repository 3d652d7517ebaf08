import type { Database } from '#platform/db/database.ts';
import type { EventService, NewEvent } from './events.types.ts';

/** An event that is there and stays undecided, in a transaction of its own; gives its end. */
export async function beginEvent(
  database: Database,
  events: Pick<EventService, 'emit'>,
  event: NewEvent,
): Promise<() => Promise<void>> {
  const begun = Promise.withResolvers<undefined>();
  const end = Promise.withResolvers<undefined>();
  const transaction = database.write(async (tx) => {
    await events.emit(tx, event);
    begun.resolve(undefined);
    await end.promise;
  });
  await begun.promise;
  return async () => {
    end.resolve(undefined);
    await transaction;
  };
}
