import type { FeedLog } from './feed-log.ts';
import type { FeedFollower } from './testing.types.ts';

const pollMs = 5;

/** Resolves when the follower is where the feed is. Rejects with an Error that tells both. */
export async function untilDelivered(log: FeedLog, follower: FeedFollower, timeoutMs = 5000): Promise<void> {
  // Counted, not measured: tests put clocks forward.
  for (let waited = 0; follower.status().cursor !== log.cursor; waited += pollMs) {
    if (waited >= timeoutMs) {
      throw new Error(
        `The feed is at ${log.cursor}, and it was followed to ${String(follower.status().cursor)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
