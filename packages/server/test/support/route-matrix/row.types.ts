import type { ErrorCode } from '@ostiary/contract';
import type { OstiaryClient } from '@ostiary/contract/client';
import type { Somebody, World } from './world.ts';

/** One call by whatever client is given, as the typed client answers it. */
export type Call = (api: OstiaryClient) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** An audit entry as far as a call decides it; who acted is known from the client. */
export interface Entry {
  action: string;
  outcome?: 'success' | 'failure' | 'denied';
  /** Default: nothing. */
  target?: { type: string; id: string } | null;
  details?: Record<string, unknown>;
  /** Who acted, where that is not whoever calls: a link speaks for whoever it was mailed to. */
  actorId?: string;
}

export interface Refused {
  call: Call;
  code: ErrorCode;
  /** Where it says more than the catalogue. */
  detail?: string;
  /** Paths of the fields that it names. */
  paths?: string[];
  audit?: Entry[];
  /** Who tries it; default: a superuser, and of what is denied a token of limited scope. */
  by?: Somebody;
}

/** Everything that one operation must be seen to do, with what it is done to in place. */
export interface Prepared {
  /** What is tried: by nobody, by somebody who may not, and in the end by somebody who may. */
  call: Call;
  /** Who may; default: a superuser. */
  by?: Somebody;
  /** Its exact answer; 204 has no body. */
  answer: { status: number; body?: unknown };
  /** Exactly the entries that it writes. */
  audit?: Entry[];
  /** Somebody signed in who may not; only for routes that declare no permission. */
  denied?: Refused;
  /** What the path names does not exist. */
  missing?: Refused;
  /** It contradicts what there is. */
  conflict?: Refused;
  /** Something in the request is not valid. */
  invalid?: Refused;
  /** What the route can refuse and this server cannot be made to, with the reason. */
  cannot?: Partial<Record<'missing' | 'conflict' | 'invalid', string>>;
}

export type Row = (world: World) => Promise<Prepared>;

/** By method and path, as the document writes them. */
export type Rows = Record<string, Row>;
