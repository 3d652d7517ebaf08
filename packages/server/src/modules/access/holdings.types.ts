/** A role as somebody holds it. */
export interface HeldRole {
  name: string;
  level: number | null;
  permissions: readonly string[];
  /** The group that gives it; null when it was given directly. */
  group: string | null;
}

/** Everything that somebody was given, and how. */
export interface Held {
  /** A role that comes by several ways is here once for each. */
  roles: HeldRole[];
  /** Names of groups, those without roles too, sorted. */
  groups: string[];
}
