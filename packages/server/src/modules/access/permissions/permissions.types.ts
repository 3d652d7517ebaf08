/** A permission that roles may hold: one that Ostiary checks itself, or one that a service does. */
export interface DefinedPermission {
  name: string;
  description: string;
  /** Ostiary's own: part of its code. */
  isBuiltin: boolean;
  /** Null for Ostiary's own. */
  createdAt: number | null;
  updatedAt: number | null;
  /** Counts the changes, from 1. */
  version: number;
}

export interface NewPermission {
  name: string;
  description?: string;
}
