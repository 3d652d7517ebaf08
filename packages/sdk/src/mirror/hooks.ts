import type { Schema, SchemaIssue, ServiceAccess, ServiceShape } from '../types.ts';
import type { JsonObject, UserRecord } from '../wire.ts';
import type { MirrorOptions, MirroredUser } from './mirror.types.ts';
import type { WithinCommit } from './store.types.ts';

type TypedAccess<S extends ServiceShape> = Pick<MirroredUser<S>, 'access' | 'issues'>;

/** What does not fit counts as no access: a wrong guess would open doors. */
async function typedAccess<S extends ServiceShape>(
  access: UserRecord['access'],
  schema: Schema<S['data']> | undefined,
): Promise<TypedAccess<S>> {
  if (access === null) return { access: null, issues: [] };
  if (!schema) return { access: untyped<S>(access), issues: [] };
  const result = await schema['~standard'].validate(access.data);
  if (result.issues) return { access: null, issues: issuesOf(result.issues) };
  return { access: { level: access.level, data: result.value }, issues: [] };
}

/** An empty list of issues is a failure all the same. */
function issuesOf(issues: readonly SchemaIssue[]): readonly SchemaIssue[] {
  return issues.length > 0 ? issues : [{ message: 'The data does not fit the schema.' }];
}

/** Without a schema `S` says that data is any object, which it is. */
function untyped<S extends ServiceShape>({
  level,
  data,
}: {
  level: string | null;
  data: JsonObject;
}): ServiceAccess<S> {
  return { level, data };
}

export interface Hooks<S extends ServiceShape, T> {
  within: WithinCommit<T>;
  typed(user: UserRecord): Promise<MirroredUser<S>>;
}

export function createHooks<S extends ServiceShape, T>({
  data,
  onUserChanged,
  onUserDeleted,
}: MirrorOptions<S, T>): Hooks<S, T> {
  const typed = async (user: UserRecord): Promise<MirroredUser<S>> => ({
    ...user,
    ...(await typedAccess<S>(user.access, data)),
  });
  return {
    typed,
    async within(changes, transaction) {
      for (const change of changes) {
        const { sub, previous } = change;
        if (change.user !== null) {
          await onUserChanged?.({ user: await typed(change.user), previous, transaction });
        } else if (previous !== null) {
          await onUserDeleted?.({ sub, reason: change.reason, previous, transaction });
        }
      }
    },
  };
}
