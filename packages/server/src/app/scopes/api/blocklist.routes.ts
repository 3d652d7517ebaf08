import { ApiBlock, ApiBlockCreation, ApiBlocks, BlockParams } from '@ostiary/contract';
import Type from 'typebox';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { blockToWire, fromIso } from './to-wire.ts';

const tag = 'Blocklist';

export function addBlocklistRoutes(app: ApiApp, { access }: Pick<ApiServices, 'access'>): void {
  app.get(
    '/blocklist',
    {
      schema: {
        ...operation(tag, 'List blocked addresses', 'Those in force.'),
        response: { 200: ApiBlocks },
      },
      config: { permission: 'blocklist.read' },
    },
    async () => ({ items: (await access.listBlocks()).map(blockToWire) }),
  );
  app.post(
    '/blocklist',
    {
      schema: {
        ...operation(tag, 'Block an address or range', 'Every process refuses it within a second.'),
        body: ApiBlockCreation,
        response: { 201: ApiBlock },
      },
      config: { permission: 'blocklist.manage' },
    },
    async (request, reply) => {
      const { range, reason, expires_at: expires } = request.body;
      const block = { range, ...given({ reason, expiresAt: fromIso(expires) }) };
      const saved = await access.blockAddress(await request.caller(), block);
      return reply.code(201).send(blockToWire(saved));
    },
  );
  app.delete(
    '/blocklist/:range',
    {
      schema: {
        ...operation(tag, 'Unblock a range'),
        params: BlockParams,
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: { permission: 'blocklist.manage' },
    },
    async (request, reply) => {
      await access.unblockAddress(await request.caller(), request.params.range);
      return reply.code(204).send(null);
    },
  );
}
