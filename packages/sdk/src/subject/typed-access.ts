import type { OstiaryWarning } from '../ostiary.types.ts';
import type { Schema, SchemaResult, ServiceAccess, ServiceShape } from '../types.ts';
import type { WireAccess } from '../wire.ts';

export interface ServiceShapeOptions<S extends ServiceShape> {
  levels: readonly S['level'][];
  schema: Schema<S['data']> | undefined;
  onWarning(warning: OstiaryWarning): void;
}

/** Puts the service's own types on what it was told. */
export interface TypedAccess<S extends ServiceShape> {
  /** Null for nothing, and for what is not as the service says it must be. */
  read(access: WireAccess | null): ServiceAccess<S> | null | Promise<ServiceAccess<S> | null>;
}

/** Where in the data, never what: it is about people. */
function placesOf(result: SchemaResult<unknown>): string {
  const places = (result.issues ?? []).map(({ path = [] }) =>
    path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
  );
  return [...new Set(places)].slice(0, 5).join(', ') || 'the whole';
}

function frozen<T>(value: T): T {
  return typeof value === 'object' && value !== null ? Object.freeze(value) : value;
}

export function createTypedAccess<S extends ServiceShape>({
  levels,
  schema,
  onWarning,
}: ServiceShapeOptions<S>): TypedAccess<S> {
  /** Records are shared by many subjects, and replaced when they change. */
  const known = new WeakMap<WireAccess, ServiceAccess<S> | null>();
  const warned = new Set<string>();

  function warnOnce(code: string, message: string): void {
    if (warned.size >= 100 || warned.has(message)) return;
    warned.add(message);
    onWarning({ code, message });
  }

  function levelOf({ level }: WireAccess): S['level'] | null {
    // Without a list of its own the service takes what comes.
    if (level === null || levels.length === 0) return level;
    const declared = levels.find((one) => one === level);
    if (declared !== undefined) return declared;
    warnOnce(
      'level_unknown',
      `The level ${JSON.stringify(level)} is not one of those that this service declares.`,
    );
    return null;
  }

  function refuse(places: string): null {
    warnOnce(
      'data_invalid',
      `Data about a user is not as this service's schema says, at ${places}: no access.`,
    );
    return null;
  }

  function settle(access: WireAccess, result: SchemaResult<S['data']>): ServiceAccess<S> | null {
    const typed = result.issues
      ? refuse(placesOf(result))
      : frozen({ level: levelOf(access), data: frozen(result.value) });
    known.set(access, typed);
    return typed;
  }

  /** A schema that throws has not said that it fits. */
  function refuseThrown(access: WireAccess): null {
    known.set(access, null);
    return refuse('the whole, which the schema throws at');
  }

  return {
    read(access) {
      if (access === null) return null;
      const typed = known.get(access);
      if (typed !== undefined) return typed;
      if (!schema) return settle(access, { value: access.data });
      try {
        const result = schema['~standard'].validate(access.data);
        if (!(result instanceof Promise)) return settle(access, result);
        return result.then(
          (settled) => settle(access, settled),
          () => refuseThrown(access),
        );
      } catch {
        return refuseThrown(access);
      }
    },
  };
}
