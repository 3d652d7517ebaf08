import type { Place } from './definitions.ts';
import type { KnownUser } from './directory.types.ts';

export interface ToldUser extends Place {
  known: KnownUser & { changedAt: number };
}

export interface ChangedUsersOptions {
  /** How long one is remembered: the longest life of an access token. */
  longestTokenSeconds: number;
  maxUsers: number;
  now(): number;
  /** Users that changed until then (epoch milliseconds) are not all remembered. */
  onLetGo(changedAt: number): void;
}

/** The users that changed within the life of a token, in about the order in which they did. */
export interface ChangedUsers {
  readonly size: number;
  find(sub: string): ToldUser | undefined;
  remember(sub: string, told: ToldUser): void;
  /** Lets go of those that are doubtful. */
  letGoOf(isDoubtful: (told: ToldUser) => boolean): void;
  forgetExpired(): void;
}

export function createChangedUsers(options: ChangedUsersOptions): ChangedUsers {
  const { longestTokenSeconds, maxUsers, now, onLetGo } = options;
  const users = new Map<string, ToldUser>();

  function letGo(sub: string, { known }: ToldUser): void {
    users.delete(sub);
    onLetGo(known.changedAt);
  }

  function makeRoom(): void {
    let excess = Math.ceil(maxUsers / 2);
    for (const [sub, told] of users) {
      if (excess-- <= 0) return;
      letGo(sub, told);
    }
  }

  return {
    get size() {
      return users.size;
    },
    find: (sub) => users.get(sub),
    remember(sub, told) {
      // Behind the others, so that they stay in order.
      users.delete(sub);
      if (users.size >= maxUsers) makeRoom();
      users.set(sub, told);
    },
    letGoOf(isDoubtful) {
      for (const [sub, told] of users) {
        if (isDoubtful(told)) letGo(sub, told);
      }
    },
    forgetExpired() {
      for (const [sub, { known }] of users) {
        if (known.changedAt + longestTokenSeconds * 1000 > now()) return;
        users.delete(sub);
      }
    },
  };
}
