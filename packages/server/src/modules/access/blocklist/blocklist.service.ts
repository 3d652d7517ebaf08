import type { NewAuditEntry } from '#modules/audit';
import { AppError } from '#platform/errors.ts';
import type { Core } from '../access.deps.ts';
import type { AccessService, AddressBlock, Caller } from '../access.types.ts';
import { done } from '../guard.service.ts';
import { permission } from '../policy.rules.ts';
import { describeDescription } from '../roles/role-input.rules.ts';
import { formatRange, matcherOf, parseRange } from './address-range.rules.ts';
import { createBlockCache, type BlockCache } from './block-cache.ts';
import {
  deleteBlock,
  deleteExpiredBlocks,
  listBlockPage,
  listBlocks,
  upsertBlock,
} from './blocklist.store.ts';

type BlocklistUseCases = Pick<
  AccessService,
  'listBlocks' | 'listBlockPage' | 'blockAddress' | 'unblockAddress' | 'isBlocked' | 'prune'
>;

function canonicalRange(text: string): string {
  const range = parseRange(text);
  if (range) return formatRange(range);
  const message = 'Write an address such as 203.0.113.7, or a range such as 203.0.113.0/24 or 2001:db8::/32.';
  throw new AppError('access.block_invalid', { fields: [{ path: 'range', message }] });
}

function blockEntry(action: NewAuditEntry['action'], block: AddressBlock): NewAuditEntry {
  const { range, reason, expiresAt } = block;
  return {
    action,
    outcome: 'success',
    target: { type: 'address', id: range },
    details: { reason, expires_at: expiresAt },
  };
}

/** Whoever blocks the address they come from locks themselves out, and perhaps everybody behind a proxy. */
function refuseOwnAddress(caller: Caller, range: string): void {
  const own = caller.act.origin.address;
  if (caller.subject === 'operator' || own === null || !matcherOf([range])(own)) return;
  const message = 'This range covers the address that you are coming from.';
  throw new AppError('access.block_invalid', { message, fields: [{ path: 'range', message }] });
}

function checkBlockInput(core: Core, block: { reason?: string; expiresAt?: number | null }): void {
  const fields = describeDescription(block.reason ?? '').map((field) => ({ ...field, path: 'reason' }));
  const { expiresAt = null } = block;
  if (expiresAt !== null && !(Number.isSafeInteger(expiresAt) && expiresAt > core.clock.nowMs())) {
    fields.push({ path: 'expires_at', message: 'Give a time that is still to come.' });
  }
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
}

async function blockAddress(
  core: Core,
  caller: Caller,
  block: { range: string; reason?: string; expiresAt?: number | null },
): Promise<AddressBlock> {
  const range = canonicalRange(block.range);
  checkBlockInput(core, block);
  return core.guard.perform(caller, permission('blocklist.manage'), async (tx) => {
    refuseOwnAddress(caller, range);
    const saved = await upsertBlock(tx, {
      id: core.newId(),
      range,
      reason: block.reason ?? '',
      createdAt: core.clock.nowMs(),
      expiresAt: block.expiresAt ?? null,
    });
    await core.audit.record(tx, caller.act, blockEntry('blocklist.add', saved));
    return done(saved);
  });
}

async function unblockAddress(core: Core, caller: Caller, text: string): Promise<void> {
  const range = canonicalRange(text);
  await core.guard.perform(caller, permission('blocklist.manage'), async (tx) => {
    const removed = await deleteBlock(tx, range);
    if (!removed) throw new AppError('access.block_not_found');
    await core.audit.record(tx, caller.act, blockEntry('blocklist.remove', removed));
    return done(undefined);
  });
}

export function createBlocklistUseCases(core: Core): BlocklistUseCases {
  const { clock, database } = core;
  const cache: BlockCache = createBlockCache(clock, async () => {
    const blocks = await listBlocks(database.db, clock.nowMs());
    return blocks.map((block) => block.range);
  });
  return {
    listBlocks: () => listBlocks(database.db, clock.nowMs()),
    listBlockPage: (listing) => listBlockPage(database.db, clock.nowMs(), listing),
    async blockAddress(caller, block) {
      const saved = await blockAddress(core, caller, block);
      cache.forget();
      return saved;
    },
    async unblockAddress(caller, range) {
      await unblockAddress(core, caller, range);
      cache.forget();
    },
    isBlocked: (address) => cache.isBlocked(address),
    prune: (tx, now) => deleteExpiredBlocks(tx, now),
  };
}
