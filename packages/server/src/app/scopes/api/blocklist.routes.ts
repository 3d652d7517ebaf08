import { ApiBlock, ApiBlockCreation, ApiBlockPage, BlockListQuery, BlockParams } from '@ostiary/contract';
import Type from 'typebox';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { cutPage, idInCursor, partsFromCursor } from './manners/cursor-parts.ts';
import { toPageOf } from './manners/paging.ts';
import { blockToWire, fromIso } from './to-wire.ts';

const tag = 'Blocklist';

function addListRoute(app: ApiApp, { access }: Pick<ApiServices, 'access'>): void {
  app.get(
    '/blocklist',
    {
      schema: {
        operationId: 'listBlocks',
        ...operation(tag, 'List blocked addresses', 'Those in force.'),
        querystring: BlockListQuery,
        response: { 200: ApiBlockPage },
      },
      config: { permission: 'blocklist.read' },
    },
    async ({ query: { limit, cursor, search, order: wanted = 'created_at' } }) => {
      const order = search === undefined ? wanted : 'range';
      const list = `blocklist ${order}`;
      const isByRange = order === 'range';
      const after = isByRange ? partsFromCursor(cursor, list, /^([^\0]+)$/)?.[0] : idInCursor(cursor, list);
      const rows = await access.listBlockPage({ limit: limit + 1, order, ...given({ after, search }) });
      const page = cutPage(rows, limit, (block) => (isByRange ? block.range : block.id));
      return toPageOf(page, list, blockToWire);
    },
  );
}

export function addBlocklistRoutes(app: ApiApp, { access }: Pick<ApiServices, 'access'>): void {
  addListRoute(app, { access });
  app.post(
    '/blocklist',
    {
      schema: {
        operationId: 'createBlock',
        ...operation(tag, 'Block an address or range', 'Every process refuses it within a second.'),
        body: ApiBlockCreation,
        response: { 201: ApiBlock },
      },
      config: { permission: 'blocklist.manage', isIdempotent: true, errors: ['access.block_invalid'] },
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
        operationId: 'deleteBlock',
        ...operation(tag, 'Unblock a range'),
        params: BlockParams,
        response: { 204: Type.Null({ description: 'Done.' }) },
      },
      config: {
        permission: 'blocklist.manage',
        errors: ['access.block_invalid', 'access.block_not_found'],
      },
    },
    async (request, reply) => {
      await access.unblockAddress(await request.caller(), request.params.range);
      return reply.code(204).send(null);
    },
  );
}
