import type { EventService, OutboxEvent } from '#modules/events';
import type { Db } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import type { Sealer } from '#platform/sealing.ts';

/** Where the feed is that has told nothing yet, because nothing had ever happened. */
const emptyCursor = '0';
const fingerprintBytes = 8;

export interface Cursors {
  /**
   * The position of an event and its fingerprint: another history, such as that of an older backup, may come to
   * use the same position for another event.
   */
  of(event: OutboxEvent): string;
  /** Of the event at a position. */
  at(db: Db, position: number): Promise<string>;
  /** The position that it means. AppError `feed.cursor_gone` when nothing goes on from there. */
  open(db: Db, cursor: string): Promise<number>;
}

export function createCursors({ events, sealer }: { events: EventService; sealer: Sealer }): Cursors {
  // Keyed, so that it tells nothing about an event that its reader may not see.
  const fingerprintOf = ({ id, type, subjectId, data, at }: OutboxEvent): string =>
    sealer
      .mac('feed-cursor', JSON.stringify([id, type, subjectId, data, at]))
      .subarray(0, fingerprintBytes)
      .toString('base64url');
  const of = (event: OutboxEvent): string => `${event.id}.${fingerprintOf(event)}`;
  return {
    of,
    async at(db, position) {
      const event = position === 0 ? undefined : await events.find(db, position);
      return event ? of(event) : emptyCursor;
    },
    async open(db, cursor) {
      if (cursor === emptyCursor) {
        // The newest event is never deleted, so the feed was empty at most until the very first.
        if ((await events.oldest(db)) > 1) throw new AppError('feed.cursor_gone');
        return 0;
      }
      const position = Number(cursor.split('.')[0]);
      const event = await events.find(db, position);
      if (!event || of(event) !== cursor) throw new AppError('feed.cursor_gone');
      return position;
    },
  };
}
