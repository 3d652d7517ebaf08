import type { Readable } from 'node:stream';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A call of the management API. */
export interface ApiRequest {
  method: Method;
  /** Below `/api/v1`, its parts encoded. */
  path: string;
  query?: Record<string, string | string[]>;
  headers?: Record<string, string>;
  /** A stream is sent as it comes, never gathered. */
  body?: string | Readable;
  signal?: AbortSignal;
  /** How long the answer may take to begin; the transport's own patience by default. */
  patienceMs?: number;
}

export interface ApiResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** As it arrives. */
  body: Readable;
  /** What really happened behind a refusal; only known when the app runs in this process. */
  failure?: unknown;
}

/** A way to the management API: the app in this process, or a server elsewhere. */
export interface Transport {
  /** The base URL of the server elsewhere; null for the app in this process. */
  readonly remoteUrl: string | null;
  request(request: ApiRequest): Promise<ApiResponse>;
  close(): Promise<void>;
}
