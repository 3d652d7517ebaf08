import { createClient, type components } from '@ostiary/contract/client';
import { fetchWithProof } from './proof.ts';
import { Refusal, type Problem } from './refusal.ts';

/** The management API of the server that this page is from, with the session's cookie. */
export const api = createClient(window.location.origin, { fetch: fetchWithProof });

export type Schemas = components['schemas'];

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'status' in value;
}

/** What a call gave. Throws Refusal for anything but success. */
export async function answerOf<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw new Refusal(response, isProblem(error) ? error : undefined);
}

/** The same with the version of what was answered, for changes that must not undo somebody else's. */
export async function versionedOf<T>(call: Promise<Answer<T>>): Promise<{ data: T; version: string }> {
  const settled = await call;
  const data = await answerOf(Promise.resolve(settled));
  return { data, version: settled.response.headers.get('etag') ?? '' };
}
