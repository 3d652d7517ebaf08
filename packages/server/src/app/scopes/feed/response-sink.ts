import type { ServerResponse } from 'node:http';
import type { FeedSink } from '#modules/feed';

/** A response as somebody reads it, or does not. */
export function createResponseSink(response: ServerResponse): FeedSink {
  const backlog = (): number => response.writableLength;
  return {
    write: (bytes) => response.write(bytes),
    backlog,
    taken: () => (response.socket?.bytesWritten ?? 0) - backlog(),
    drained: () =>
      new Promise((resolve) => {
        if (response.destroyed || !response.writableNeedDrain) return resolve();
        const done = (): void => {
          response.off('drain', done);
          response.off('close', done);
          resolve();
        };
        response.on('drain', done);
        response.on('close', done);
      }),
    end: () => response.end(),
    cut: () => response.destroy(),
  };
}
