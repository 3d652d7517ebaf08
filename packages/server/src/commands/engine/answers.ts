import type { Readable } from 'node:stream';
import type { Json, JsonObject } from '../output.ts';

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface ProblemBody {
  code: string;
  detail: string;
  errors?: { path: string; message: string }[];
  request_id?: string;
}

/** Whether it is a refusal of the management API (contract: `Problem`). */
export function isProblem(value: Json): value is Json & ProblemBody {
  return isObject(value) && typeof value['code'] === 'string' && typeof value['detail'] === 'string';
}

/** The objects of a list's page. */
export function itemsOf(body: JsonObject): JsonObject[] {
  const { items } = body;
  return Array.isArray(items) ? items.filter(isObject) : [];
}

export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A value within a sentence. */
export function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return '-';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export async function readText(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer | string>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** A stream's lines as they come, without their ends; empty ones too, so that they can be counted. */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of stream as AsyncIterable<Buffer | string>) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
