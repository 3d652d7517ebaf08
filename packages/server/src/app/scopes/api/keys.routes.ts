import { ApiKey, ApiKeys } from '@ostiary/contract';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { keyToWire } from './to-wire.ts';

const tag = 'Keys';

export function addKeyRoutes(app: ApiApp, { keys }: Pick<ApiServices, 'keys'>): void {
  app.get(
    '/keys',
    {
      schema: { ...operation(tag, 'List signing keys', 'Newest first.'), response: { 200: ApiKeys } },
      config: { permission: 'keys.read' },
    },
    async () => ({ items: (await keys.list()).map(keyToWire) }),
  );
  app.post(
    '/keys/rotate',
    {
      schema: {
        operationId: 'rotateKeys',
        ...operation(
          tag,
          'Sign with a new key',
          'The old public key stays until its last token has expired.',
        ),
        response: { 200: ApiKey },
      },
      config: { permission: 'keys.manage', isIdempotent: true, errors: ['keys.secret_configured'] },
    },
    async (request) => {
      const { act } = await request.caller();
      return keyToWire(await keys.rotate(act));
    },
  );
}
