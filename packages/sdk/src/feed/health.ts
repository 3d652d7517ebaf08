import type { OstiaryState, OstiaryStatus } from '../ostiary.types.ts';

/** How it stands with the feed. */
export interface Health {
  transport: OstiaryStatus['transport'];
  cursor: string | null;
  problem: string | null;
  isKeyRefused: boolean;
  /** Everything was told at that moment, and the directory has it. */
  heard(now: number): void;
  isFresh(now: number): boolean;
  state(now: number): OstiaryState;
  status(now: number): OstiaryStatus;
  phase: 'idle' | 'running' | 'closed';
}

/** Further back than clocks are set by themselves. */
const backwardsMs = 5_000;

export function createHealth(maxSilenceMs: number): Health {
  let lastHeardAt = -Infinity;
  return {
    transport: null,
    cursor: null,
    problem: null,
    isKeyRefused: false,
    phase: 'idle',
    heard(now) {
      lastHeardAt = now;
      this.problem = null;
      this.isKeyRefused = false;
    },
    // A clock that was set back must not make what is known look fresher than it is.
    isFresh: (now) => now - lastHeardAt <= maxSilenceMs && now - lastHeardAt >= -backwardsMs,
    state(now) {
      if (this.phase !== 'running') return this.phase;
      if (this.isKeyRefused) return 'key_refused';
      if (!this.isFresh(now))
        return lastHeardAt === -Infinity && this.problem === null ? 'starting' : 'stale';
      return this.problem === null ? 'live' : 'interrupted';
    },
    status(now) {
      const { transport, cursor, problem } = this;
      return {
        ...{ state: this.state(now), transport, cursor, problem },
        lastHeardAt: lastHeardAt === -Infinity ? null : lastHeardAt,
        isStale: !this.isFresh(now),
      };
    },
  };
}
