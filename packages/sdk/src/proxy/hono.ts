import type { Context, MiddlewareHandler } from 'hono';
import type { AuthProxy } from './proxy.types.ts';

/**
 * Mounts the proxy: `app.use(honoProxy(proxy, addressOf))`. Hono itself does not know addresses: `addressOf` tells
 * that of the end user, such as by `getConnInfo` of the runtime's adapter.
 */
export function honoProxy(
  proxy: AuthProxy,
  addressOf: (context: Context) => string | undefined,
): MiddlewareHandler {
  return async (context, next) => {
    const answer = await proxy.handle(context.req.raw, { address: addressOf(context) });
    if (answer) return answer;
    await next();
    return undefined;
  };
}
