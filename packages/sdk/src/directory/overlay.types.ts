import type { UserRecord } from '../wire.ts';
import type { Directory, KnownUser } from './directory.types.ts';

/** What is known beside the tokens where there is no mirror. */
export interface Overlay extends Directory {
  findUser(sub: string): KnownUser | undefined;
  /**
   * Whether a token of that time (`iat`, seconds) says all about a user that is not known here. It does not when what
   * groups and roles are worth changed since, or when there was no room for all users that did.
   */
  isTokenEnough(issuedAtSeconds: number): boolean;
  /**
   * Begins to ask for a user. What is called then takes the answer, null for one who cannot be seen, unless the feed
   * has told about the user meanwhile.
   */
  beginLookup(sub: string): (answer: UserRecord | null, at: number) => void;
  readonly knownUsers: number;
}

export interface OverlayOptions {
  /** How long a changed user is remembered: the longest life of an access token. */
  longestTokenSeconds: number;
  maxUsers: number;
  now(): number;
}
