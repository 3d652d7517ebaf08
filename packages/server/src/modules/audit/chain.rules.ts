import type { Act, Details, NewAuditEntry } from './audit.types.ts';
import type { ChainHead, ChainRow } from './audit.table.ts';

/**
 * The arithmetic of the hash chain, without database or key: `mac` is a keyed hash of a text for a
 * purpose. Because it is keyed, whoever can write the table but lacks the master key cannot make an
 * entry, or repair the chain after changing one.
 */
export type Mac = (purpose: 'audit-entry' | 'audit-head', text: string) => string;

export interface ChainProblem {
  firstBadSeq: number;
  reason: string;
}

const maxAddressLength = 64;
const maxUserAgentLength = 300;
const maxRequestIdLength = 128;
const maxDetailLength = 500;

/** What both databases give back unchanged: no NUL, no lone surrogate, and no longer than agreed. */
function storable(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replaceAll('\0', '\u{fffd}').toWellFormed();
}

function storableOrNull(text: string | null, maxLength: number): string | null {
  return text === null ? null : storable(text, maxLength);
}

/** JSON with sorted keys, so that the same facts always make the same text. */
export function canonicalDetails(details: Details): string {
  const sorted = Object.keys(details)
    .sort()
    .map((key) => [storable(key, maxDetailLength), canonicalValue(details[key])] as const);
  return JSON.stringify(Object.fromEntries(sorted));
}

function canonicalValue(value: Details[string] | undefined): Details[string] | undefined {
  if (typeof value === 'string') return storable(value, maxDetailLength);
  if (Array.isArray(value)) return value.map((item) => storable(item, maxDetailLength));
  return value;
}

/** Everything an entry's hash covers: a JSON array in fixed order cannot be read in two ways. */
function encodeEntry(row: Omit<ChainRow, 'hash'>): string {
  return JSON.stringify([
    row.prev_hash,
    row.seq,
    row.id,
    row.at,
    row.actor_type,
    row.actor_id,
    row.action,
    row.target_type,
    row.target_id,
    row.outcome,
    row.address,
    row.user_agent,
    row.request_id,
    row.details,
  ]);
}

export interface ChainedEntry {
  act: Act;
  entry: NewAuditEntry;
  seq: number;
  prevHash: string;
  id: string;
  /** Epoch milliseconds. */
  at: number;
}

export function buildRow(mac: Mac, { act, entry, ...position }: ChainedEntry): ChainRow {
  const unsigned = {
    seq: position.seq,
    id: position.id,
    at: position.at,
    actor_type: act.actor.type,
    actor_id: storableOrNull(act.actor.id, maxDetailLength),
    action: entry.action,
    target_type: entry.target?.type ?? null,
    target_id: storableOrNull(entry.target?.id ?? null, maxDetailLength),
    outcome: entry.outcome,
    address: storableOrNull(act.origin.address, maxAddressLength),
    user_agent: storableOrNull(act.origin.userAgent, maxUserAgentLength),
    request_id: storableOrNull(act.origin.requestId, maxRequestIdLength),
    details: canonicalDetails(entry.details ?? {}),
    prev_hash: position.prevHash,
  };
  return { ...unsigned, hash: mac('audit-entry', encodeEntry(unsigned)) };
}

export function sealOf(mac: Mac, seq: number, hash: string): string {
  return mac('audit-head', JSON.stringify([seq, hash]));
}

/** How far a chain has been found intact. */
export interface ChainProgress {
  seq: number;
  hash: string;
}

export const chainStart: ChainProgress = { seq: 0, hash: '' };

/** Whether `row` is the entry that must follow `before`. */
export function checkEntry(mac: Mac, before: ChainProgress, row: ChainRow): ChainProblem | undefined {
  const expectedSeq = before.seq + 1;
  if (row.seq > expectedSeq) return { firstBadSeq: expectedSeq, reason: 'This entry is missing.' };
  if (row.seq < expectedSeq) return { firstBadSeq: row.seq, reason: 'This entry was never made by Ostiary.' };
  if (row.prev_hash !== before.hash) {
    return { firstBadSeq: row.seq, reason: 'This entry does not continue the one before it.' };
  }
  if (row.hash !== mac('audit-entry', encodeEntry(row))) {
    return { firstBadSeq: row.seq, reason: 'This entry was altered.' };
  }
  return undefined;
}

/** Whether Ostiary wrote this head, under this master key. Before the first entry there is no seal. */
export function isSealed(mac: Mac, head: ChainHead): boolean {
  const isPristine = head.seq === 0 && head.hash === '' && head.seal === '';
  return isPristine || head.seal === sealOf(mac, head.seq, head.hash);
}

/**
 * Whether the chain ends where its head says. With every entry intact and the head wrong, the number
 * after the last entry is named: the first about which nothing can be said.
 */
export function checkHead(
  mac: Mac,
  end: ChainProgress,
  head: ChainHead | undefined,
): ChainProblem | undefined {
  const firstBadSeq = end.seq + 1;
  if (!head) return { firstBadSeq, reason: 'The head of the chain is missing.' };
  if (!isSealed(mac, head)) {
    return { firstBadSeq, reason: 'The head of the chain was altered.' };
  }
  if (head.seq > end.seq) return { firstBadSeq, reason: 'This entry and all after it are missing.' };
  if (head.seq < end.seq || head.hash !== end.hash) {
    return { firstBadSeq, reason: 'The head of the chain does not belong to its last entry.' };
  }
  return undefined;
}
