import type { AnyService, ServiceShape } from '../types.ts';
import { jsonAnswer } from './answer.ts';
import type { Resource, ResourceContext } from './resource.types.ts';

/** What a router answers with, given a request that is for one of its resources. */
export type Answer<S extends ServiceShape> = (
  request: Request,
  context: ResourceContext<S>,
) => Promise<Response>;

export interface ResourceRouter<S extends ServiceShape = AnyService> {
  /** Begins with a slash and does not end with one; empty for the root. */
  readonly prefix: string;
  readonly resources: readonly Resource<S>[];
  /** Undefined where the path belongs to none of the resources, so that others may have it. */
  match(pathname: string): Answer<S> | undefined;
  /** Answers 404 where `match` finds nothing. */
  handle: Answer<S>;
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

const notFound: Answer<ServiceShape> = async () => jsonAnswer(404, { detail: 'Not found.' });

/**
 * Gives resources their addresses, `prefix/name/` and `prefix/name/id/`, with the slash at the end or without: what a
 * Router is to Django REST Framework.
 */
export function resourceRouter<S extends ServiceShape = AnyService>({
  prefix = '',
  resources,
}: {
  /** Such as `/api`. Default: none. */
  prefix?: string;
  resources: readonly Resource<S>[];
}): ResourceRouter<S> {
  if (!/^(?:\/[\w~.-]+)*$/.test(prefix)) {
    throw new TypeError(`The prefix of a router is like /api, not ${JSON.stringify(prefix)}`);
  }
  const byName = new Map(resources.map((one) => [one.name, one]));
  if (byName.size !== resources.length) throw new TypeError('Two resources of a router have the same name');

  function match(pathname: string): Answer<S> | undefined {
    if (!pathname.startsWith(`${prefix}/`)) return undefined;
    const [name = '', id, ...rest] = pathname
      .slice(prefix.length + 1)
      .replace(/\/$/, '')
      .split('/');
    const found = byName.get(name);
    if (!found) return undefined;
    const itemId = id === undefined ? undefined : decodeSegment(id);
    if (rest.length > 0 || id === '' || (id !== undefined && itemId === undefined)) return notFound;
    return (request, context) => found.handle(request, { ...context, id: itemId });
  }

  return {
    prefix,
    resources,
    match,
    handle: (request, context) => (match(new URL(request.url).pathname) ?? notFound)(request, context),
  };
}
