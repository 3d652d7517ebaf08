import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Story } from './story.ts';

/** Puts a block of the document where it says that it belongs: a file in the folder where its commands run. */
export async function writeDown(story: Story, name: string, text: string): Promise<void> {
  await writeFile(join(story.workplace().checkout, name), text);
}

export interface Reply {
  status: number;
  challenge: string | null;
  body: unknown;
}

/** Calls what a document has started, with an access token or without. */
export async function call(url: string, token?: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, {
    ...init,
    headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...init.headers },
  });
  const text = await response.text();
  const isJson = /^[[{]/.test(text);
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body: isJson ? (JSON.parse(text) as unknown) : text,
  };
}

/** What stands in a token, unverified. */
export function claimsIn(token: string): Record<string, unknown> {
  const [, payload = ''] = token.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}

/** Objects that were printed one behind the other, with or without new lines between. */
export function objectsIn(printed: string): Record<string, unknown>[] {
  return JSON.parse(`[${printed.trim().replaceAll(/\}\s*\{/g, '},{')}]`) as Record<string, unknown>[];
}

/** The same token with another signature. */
export function withOtherSignature(token: string): string {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const other = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
  expect(other).not.toBe(signature);
  return [head, payload, other].join('.');
}
