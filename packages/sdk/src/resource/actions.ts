import type { ServiceShape } from '../types.ts';
import { anonymous, passGuards, type AccessRequest, type ItemAccess } from './access.ts';
import { emptyAnswer, jsonAnswer, Refusal } from './answer.ts';
import { readFields } from './body.ts';
import { checkPrecondition, entityTag, isKnown } from './entity-tag.ts';
import type { PagelessQuery, Pager } from './page.ts';
import type { Action, ResourceOptions } from './resource.types.ts';
import type { Condition, Item } from './store.types.ts';
import type { Validate } from './validation.ts';

/** What the actions of one resource have in common. */
export interface ActionParts<T extends object, S extends ServiceShape> {
  options: ResourceOptions<T, S>;
  /** Bytes. */
  bodyLimit: number;
  access: ItemAccess<T, S>;
  validate: Validate<T, S>;
  readQuery(params: URLSearchParams, visible: Condition<T> | undefined): PagelessQuery<T>;
  pager: Pager;
}

export interface ActionRequest<S extends ServiceShape> extends AccessRequest<S> {
  action: Action;
  /** Of the item; empty for the collection. */
  id: string;
}

/** So many others may be quicker before a change gives up. */
const maxAttempts = 5;

function represent<T extends object, S extends ServiceShape>(
  { options }: ActionParts<T, S>,
  item: Item<T>,
  { visitor }: ActionRequest<S>,
): object {
  if (options.represent) return options.represent(item, visitor);
  const owner = options.ownerField === undefined ? {} : { [options.ownerField]: item.owner };
  return { id: item.id, ...item.data, ...owner };
}

async function list<T extends object, S extends ServiceShape>(
  parts: ActionParts<T, S>,
  asked: ActionRequest<S>,
): Promise<Response> {
  const url = new URL(asked.request.url);
  const visible = parts.access.visibility(asked.visitor);
  const { items, frame } = await parts.pager<T>({
    url,
    query: parts.readQuery(url.searchParams, typeof visible === 'string' ? undefined : visible),
    list: async (query) => (visible === 'none' ? { items: [], total: 0 } : parts.options.store.list(query)),
  });
  return jsonAnswer(200, { ...frame, results: items.map((item) => represent(parts, item, asked)) });
}

async function retrieve<T extends object, S extends ServiceShape>(
  parts: ActionParts<T, S>,
  asked: ActionRequest<S>,
): Promise<Response> {
  const item = await parts.access.load(asked.id, asked);
  const headers = { etag: entityTag(item) };
  if (isKnown(asked.request, item)) return emptyAnswer(304, headers);
  return jsonAnswer(200, represent(parts, item, asked), headers);
}

function fieldsOf<T extends object, S extends ServiceShape>(
  { bodyLimit }: ActionParts<T, S>,
  { request, context }: ActionRequest<S>,
): Promise<Record<string, unknown>> {
  return readFields(request, { limit: bodyLimit, parsed: context.parsedBody });
}

async function create<T extends object, S extends ServiceShape>(
  parts: ActionParts<T, S>,
  asked: ActionRequest<S>,
): Promise<Response> {
  const { visitor: subject, context } = asked;
  if (parts.options.ownerField !== undefined && !subject) throw anonymous(context.challenge);
  const fields = await fieldsOf(parts, asked);
  const data = await parts.validate(fields, { action: asked.action, subject, current: null });
  const item = await parts.options.store.insert({ owner: subject?.sub ?? null, data });
  const { origin, pathname } = new URL(asked.request.url);
  const location = `${origin}${pathname.replace(/\/$/, '')}/${encodeURIComponent(item.id)}/`;
  return jsonAnswer(201, represent(parts, item, asked), { location, etag: entityTag(item) });
}

/** What was decided about one version is done to this version, or decided again about the next. */
async function changing<T extends object, S extends ServiceShape>(
  parts: ActionParts<T, S>,
  asked: ActionRequest<S>,
  change: (item: Item<T>) => Promise<Response | undefined>,
): Promise<Response> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const item = await parts.access.load(asked.id, asked);
    checkPrecondition(asked.request, item, parts.options.requireIfMatch ?? false);
    const response = await change(item);
    if (response) return response;
  }
  throw new Refusal(409, { detail: 'Others are changing it. Try again.' });
}

async function update<T extends object, S extends ServiceShape>(
  parts: ActionParts<T, S>,
  asked: ActionRequest<S>,
): Promise<Response> {
  let fields: Record<string, unknown> | undefined;
  return changing(parts, asked, async (current) => {
    // Nobody who may not change it is heard out.
    fields ??= await fieldsOf(parts, asked);
    const { action, visitor: subject } = asked;
    const data = await parts.validate(fields, { action, subject, current });
    const { id, version: expectedVersion } = current;
    const item = await parts.options.store.update({ id, expectedVersion, data });
    return item && jsonAnswer(200, represent(parts, item, asked), { etag: entityTag(item) });
  });
}

async function destroy<T extends object, S extends ServiceShape>(
  parts: ActionParts<T, S>,
  asked: ActionRequest<S>,
): Promise<Response> {
  return changing(parts, asked, async ({ id, version: expectedVersion }) =>
    (await parts.options.store.delete({ id, expectedVersion })) ? emptyAnswer(204) : undefined,
  );
}

const actions = { list, create, retrieve, update, partialUpdate: update, destroy };

export async function runAction<T extends object, S extends ServiceShape>(
  parts: ActionParts<T, S>,
  asked: ActionRequest<S>,
): Promise<Response> {
  const { guards, actionGuards = {} } = parts.options;
  await passGuards([...guards, ...(actionGuards[asked.action] ?? [])], asked);
  return actions[asked.action](parts, asked);
}
