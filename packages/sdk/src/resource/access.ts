import { withTokenError } from '../authentication/challenge.ts';
import { all } from '../guards/combine.ts';
import { decide } from '../guards/decide.ts';
import type { Guard, GuardContext, GuardDecision, GuardRefusal, ServiceShape, Subject } from '../types.ts';
import { notFound, Refusal } from './answer.ts';
import { matches } from './condition.ts';
import type { ResourceContext, ResourceOptions } from './resource.types.ts';
import type { Condition, Item } from './store.types.ts';

export interface AccessRequest<S extends ServiceShape> {
  request: Request;
  context: ResourceContext<S>;
  /** The subject, for everything but guards: null for whoever may not enter, as for nobody. */
  visitor: Subject<S> | null;
}

function challengeFor({ status, reason, scope }: GuardRefusal, challenge: string): string | undefined {
  if (status === 401) return challenge;
  if (scope === undefined) return undefined;
  return withTokenError('Bearer', { error: 'insufficient_scope', description: reason, wanted: { scope } });
}

function refusalOf(decision: GuardDecision, challenge = 'Bearer'): Refusal | undefined {
  if (decision.isAllowed) return undefined;
  const { status, code, reason } = decision;
  const header = challengeFor(decision, challenge);
  return new Refusal(
    status,
    { detail: reason, code },
    header === undefined ? {} : { 'www-authenticate': header },
  );
}

/** Nobody is signed in, where the resource has to know who it is. */
export const anonymous = (challenge = 'Bearer'): Refusal =>
  new Refusal(
    401,
    { detail: 'Authentication credentials were not provided.', code: 'not_authenticated' },
    { 'www-authenticate': challenge },
  );

/** Throws what the guards refuse with. */
export async function passGuards<T, S extends ServiceShape>(
  guards: readonly Guard<S, T>[],
  { request, context }: Pick<AccessRequest<S>, 'request' | 'context'>,
  object?: T,
): Promise<void> {
  const { subject, address, challenge } = context;
  const guarded: GuardContext<S, T> = {
    subject,
    method: request.method,
    address,
    request: context.request ?? request,
    ...(object !== undefined && { object }),
  };
  const refusal = refusalOf(await decide(all(...guards), guarded), challenge);
  if (refusal) throw refusal;
}

type Visibility<T, S extends ServiceShape> = (subject: Subject<S> | null) => 'all' | 'none' | Condition<T>;

export interface ItemAccess<T, S extends ServiceShape> {
  visibility: Visibility<T, S>;
  /** The item as the subject may see it, once the guards of items have let it pass; 404 otherwise. */
  load(id: string, access: AccessRequest<S>): Promise<Item<T>>;
}

/** Longer text is the id of nothing. */
const maxIdLength = 200;

export function itemAccess<T extends object, S extends ServiceShape>(
  options: Pick<ResourceOptions<T, S>, 'store' | 'objectGuards' | 'visibleTo'>,
): ItemAccess<T, S> {
  const { store, objectGuards = [], visibleTo: visibility = () => 'all' as const } = options;
  return {
    visibility,
    async load(id, access) {
      const isPossible = id.length <= maxIdLength && !id.includes('\0');
      const item = isPossible ? await store.find(id) : undefined;
      const visible = visibility(access.visitor);
      if (!item || visible === 'none' || (visible !== 'all' && !matches(item, visible))) throw notFound();
      await passGuards(objectGuards, access, item);
      return item;
    },
  };
}
