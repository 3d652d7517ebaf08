import type { Context, MiddlewareHandler } from 'hono';
import type { AnyService, ServiceShape } from '../../types.ts';
import type { ResourceRouter } from '../router.ts';
import type { MountOptions } from './mount.types.ts';
import { answerMounted } from './mounted.ts';

/** The same request with its body, where a middleware has read it before; Hono keeps what was read. */
async function unread(context: Context): Promise<Request> {
  const { raw } = context.req;
  if (!raw.bodyUsed) return raw;
  const { url, method, headers } = raw;
  return new Request(url, { method, headers, body: await context.req.arrayBuffer() });
}

/** Mounts the resources: `app.use(honoResources(router, door.mount))`, at the root: the router has its own prefix. */
export function honoResources<S extends ServiceShape = AnyService>(
  router: ResourceRouter<S>,
  options: MountOptions<S, Context> & {
    /** Hono itself does not know addresses: such as by `getConnInfo` of the runtime's adapter. */
    addressOf?: (context: Context) => string | undefined;
  },
): MiddlewareHandler {
  return async (context, next) => {
    const answerFor = router.match(new URL(context.req.url).pathname);
    if (!answerFor) {
      await next();
      return undefined;
    }
    // Only then is it known whether somebody has read the body.
    const answer: typeof answerFor = async (_request, known) => answerFor(await unread(context), known);
    const mounted = { answerFor: answer, incoming: context.req.raw, request: context, options };
    return answerMounted(mounted, { address: options.addressOf?.(context) });
  };
}
