import type { ServiceShape } from '../types.ts';
import { FieldErrors, fieldMessages, type FieldMessages } from './field-errors.ts';
import type { ActionContext, ResourceOptions } from './resource.types.ts';

/** Deeper values would cost the stack of whoever walks through them. */
const maxDepth = 32;

/** What no store can keep, whatever the schema says of it. */
function problemOf(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') {
    // PostgreSQL has no text with either, and nobody means it.
    if (value.includes('\0')) return 'Null characters are not allowed.';
    return value.isWellFormed() ? undefined : 'It has half a character.';
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === maxDepth) return 'It is nested too deeply.';
  for (const [name, inner] of Object.entries(value)) {
    const problem = problemOf(name) ?? problemOf(inner, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function refuseUnstorable(fields: readonly [string, unknown][]): void {
  const problems: FieldMessages = {};
  for (const [name, value] of fields) {
    const problem = problemOf(value);
    if (problem !== undefined) problems[name] = [problem];
  }
  if (Object.keys(problems).length > 0) throw new FieldErrors(problems);
}

export type Validate<T, S extends ServiceShape> = (
  body: Record<string, unknown>,
  context: ActionContext<T, S>,
) => Promise<T>;

type ValidationOptions<T extends object, S extends ServiceShape> = Pick<
  ResourceOptions<T, S>,
  'schema' | 'readOnly' | 'ownerField' | 'fill'
>;

/**
 * What an item is after the body was applied to it. Read-only fields keep their values, a partial update all that it
 * does not name, and the schema sees the whole of it each time, so that what it says about several fields holds.
 */
export function validator<T extends object, S extends ServiceShape>({
  schema,
  readOnly = [],
  ownerField,
  fill,
}: ValidationOptions<T, S>): Validate<T, S> {
  const unwritable = new Set<string>(['id', ...(ownerField === undefined ? [] : [ownerField]), ...readOnly]);
  const kept = (context: ActionContext<T, S>): [string, unknown][] => {
    if (!context.current) return [];
    const entries = Object.entries(context.current.data);
    return context.action === 'partialUpdate' ? entries : entries.filter(([name]) => unwritable.has(name));
  };
  return async (body, context) => {
    const written = Object.entries(body).filter(([name]) => !unwritable.has(name));
    refuseUnstorable(written);
    const filled = Object.entries(fill?.(context) ?? {});
    const result = await schema['~standard'].validate(
      Object.fromEntries([...kept(context), ...written, ...filled]),
    );
    if (result.issues) throw new FieldErrors(fieldMessages(result.issues));
    return result.value;
  };
}
