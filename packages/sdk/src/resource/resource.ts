import type { AnyService, ServiceShape } from '../types.ts';
import { itemAccess } from './access.ts';
import { runAction, type ActionParts } from './actions.ts';
import { emptyAnswer, jsonAnswer, notFound, Refusal } from './answer.ts';
import { FieldErrors } from './field-errors.ts';
import { listQueryReader } from './list-query.ts';
import { pagerOf } from './paging.ts';
import type { Action, Resource, ResourceOptions } from './resource.types.ts';
import { validator } from './validation.ts';

const collectionActions: ReadonlyMap<string, Action> = new Map([
  ['GET', 'list'],
  ['HEAD', 'list'],
  ['POST', 'create'],
]);

const itemActions: ReadonlyMap<string, Action> = new Map([
  ['GET', 'retrieve'],
  ['HEAD', 'retrieve'],
  ['PUT', 'update'],
  ['PATCH', 'partialUpdate'],
  ['DELETE', 'destroy'],
]);

const allActions: readonly Action[] = [...new Set([...collectionActions.values(), ...itemActions.values()])];

const only = (
  methods: ReadonlyMap<string, Action>,
  enabled: readonly Action[],
): ReadonlyMap<string, Action> => new Map([...methods].filter(([, action]) => enabled.includes(action)));

function answerOf(error: unknown): Response {
  if (error instanceof Refusal) return error.answer();
  if (error instanceof FieldErrors) return jsonAnswer(400, error.fields);
  throw error;
}

/** The same without its body (RFC 9110 section 9.3.2). */
const headOf = ({ status, headers }: Response): Response => new Response(null, { status, headers });

/**
 * List, create, retrieve, update, partial update and destroy for one entity: what ModelViewSet is to Django REST
 * Framework. `handle` rejects with what stores, guards and hooks throw, but for `FieldErrors`.
 */
export function resource<T extends object, S extends ServiceShape = AnyService>(
  options: ResourceOptions<T, S>,
): Resource<S> {
  const { name, actions: enabled = allActions, bodyLimit = 100 * 1024 } = options;
  if (!/^[\w~.-]+$/.test(name)) throw new TypeError(`A resource cannot be called ${JSON.stringify(name)}`);
  const parts: ActionParts<T, S> = {
    options,
    bodyLimit,
    access: itemAccess(options),
    validate: validator(options),
    readQuery: listQueryReader(options),
    pager: pagerOf(options.paging),
  };
  const ofCollection = only(collectionActions, enabled);
  const ofItem = only(itemActions, enabled);

  async function answer(
    ...[request, { id, ...context }]: Parameters<Resource<S>['handle']>
  ): Promise<Response> {
    const methods = id === undefined ? ofCollection : ofItem;
    if (methods.size === 0) throw notFound();
    const allow = [...methods.keys(), 'OPTIONS'].join(', ');
    if (request.method === 'OPTIONS') return emptyAnswer(204, { allow });
    const action = methods.get(request.method);
    if (!action) throw new Refusal(405, { detail: `Method "${request.method}" not allowed.` }, { allow });
    const visitor = context.subject?.mayEnter === true ? context.subject : null;
    return runAction(parts, { request, context, visitor, action, id: id ?? '' });
  }

  return {
    name,
    bodyLimit,
    async handle(request, context) {
      const response = await answer(request, context).catch(answerOf);
      return request.method === 'HEAD' ? headOf(response) : response;
    },
  };
}
