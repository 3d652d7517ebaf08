import type { Caller, Listed } from '#modules/access';

export interface UserToReview {
  id: string;
  email: string | null;
  username: string | null;
  isActive: boolean;
  isStaff: boolean;
  isSuperuser: boolean;
}

/** A user with all that they hold: empty, never missing, when it is nothing. */
export interface ReviewedUser extends UserToReview {
  /** Given directly. */
  roles: string[];
  groups: string[];
  /** Through groups, each once. */
  groupRoles: string[];
  /** How many, by all roles. */
  permissions: number;
  /** The most powerful; null when no role has one. */
  level: number | null;
  /** Those that let the user in, in order of name, with what the user has there at most. */
  services: ServiceEntered[];
}

export interface ServiceEntered {
  name: string;
  /** Null where the service has no levels, or the user none. */
  level: string | null;
}

export interface ReviewFilter {
  isActive?: boolean;
}

export interface AccessReviewService {
  /**
   * Users in order of creation with what they hold. Needs `access.review`. With `isActive: true` a page may
   * have fewer users than asked for, or none, while `next` is there: it looks at `limit` users.
   */
  page(
    caller: Caller,
    query: ReviewFilter & { limit: number; after?: string },
  ): Promise<Listed<ReviewedUser>>;
  /**
   * Everybody, some hundreds at a time and read only when asked for, which the audit log notes once. Holds no
   * transaction open: a user changed meanwhile may be seen before or after the change.
   */
  export(caller: Caller, filter: ReviewFilter): Promise<AsyncGenerator<ReviewedUser[]>>;
}
