import { createSealer } from '#platform/sealing.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChainHead, ChainRow } from './audit.table.ts';
import type { Act, NewAuditEntry } from './audit.types.ts';
import {
  buildRow,
  canonicalDetails,
  chainStart,
  checkEntry,
  checkHead,
  sealOf,
  type ChainProblem,
  type Mac,
} from './chain.rules.ts';

const sealer = createSealer('a master key of at least thirty-two characters');
const mac: Mac = (purpose, text) => sealer.mac(purpose, text).toString('base64url');

interface Chain {
  rows: ChainRow[];
  head: ChainHead;
}

function buildChain(entries: { act: Act; entry: NewAuditEntry; at: number }[]): Chain {
  const rows: ChainRow[] = [];
  for (const [index, one] of entries.entries()) {
    rows.push(
      buildRow(mac, {
        ...one,
        seq: index + 1,
        prevHash: rows.at(-1)?.hash ?? '',
        id: `entry-${String(index)}`,
      }),
    );
  }
  const { seq, hash } = rows.at(-1) ?? chainStart;
  return { rows, head: { seq, hash, seal: seq === 0 ? '' : sealOf(mac, seq, hash) } };
}

/** As the database would give the rows: in the order of their numbers. */
function firstProblem({ rows, head }: Chain): ChainProblem | undefined {
  let end = chainStart;
  for (const row of [...rows].sort((a, b) => a.seq - b.seq)) {
    const problem = checkEntry(mac, end, row);
    if (problem) return problem;
    end = row;
  }
  return checkHead(mac, end, head);
}

const text = fc.string({ unit: 'binary', maxLength: 20 });
const textOrNull = fc.option(text);
const entries = fc.array(
  fc.record({
    at: fc.nat(),
    act: fc.record({
      actor: fc.record({ type: fc.constantFrom('user', 'anonymous', 'system', 'command'), id: textOrNull }),
      origin: fc.record({ address: textOrNull, userAgent: textOrNull, requestId: textOrNull }),
    }),
    entry: fc.record(
      {
        action: fc.constantFrom('user.create', 'role.grant', 'access.denied'),
        outcome: fc.constantFrom('success', 'failure', 'denied'),
        target: fc.record({ type: text, id: text }),
        details: fc.dictionary(
          text,
          fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text)),
        ),
      },
      { requiredKeys: ['action', 'outcome'] },
    ),
  }),
  { minLength: 2, maxLength: 8 },
);
const chains = entries.map(buildChain);
/** A chain and the index of one of its rows. */
const chainsWithRow = chains.chain((chain) =>
  fc.tuple(fc.constant(chain), fc.nat({ max: chain.rows.length - 1 })),
);

const textColumns = [
  'id',
  'actor_type',
  'actor_id',
  'action',
  'target_type',
  'target_id',
  'outcome',
  'address',
  'user_agent',
  'request_id',
  'details',
  'prev_hash',
  'hash',
] as const;

describe('the audit chain', () => {
  test('is intact as it was built', () => {
    fc.assert(fc.property(chains, (chain) => firstProblem(chain) === undefined));
  });

  test('shows an edit of any text column of any entry, at that entry', () => {
    fc.assert(
      fc.property(
        chainsWithRow,
        fc.constantFrom(...textColumns),
        textOrNull,
        ([chain, index], column, value) => {
          const target = chain.rows[index]!;
          fc.pre(target[column] !== value);
          const rows = chain.rows.with(index, { ...target, [column]: value });
          expect(firstProblem({ ...chain, rows })?.firstBadSeq).toBe(target.seq);
        },
      ),
    );
  });

  test('shows another time at that entry', () => {
    fc.assert(
      fc.property(chainsWithRow, fc.nat(), ([chain, index], at) => {
        const target = chain.rows[index]!;
        fc.pre(target.at !== at);
        const rows = chain.rows.with(index, { ...target, at });
        expect(firstProblem({ ...chain, rows })?.firstBadSeq).toBe(target.seq);
      }),
    );
  });

  test('shows a column moved into its neighbour', () => {
    const chain = buildChain([
      {
        at: 1,
        act: {
          actor: { type: 'user', id: 'ab' },
          origin: { address: 'c', userAgent: null, requestId: null },
        },
        entry: { action: 'user.create', outcome: 'success' },
      },
    ]);
    const [row] = chain.rows;
    const rows = [{ ...row!, address: null, user_agent: 'c' }];
    expect(firstProblem({ ...chain, rows })?.firstBadSeq).toBe(1);
  });

  test('shows a renumbered entry where it is missing or where it does not belong', () => {
    fc.assert(
      fc.property(chainsWithRow, fc.integer({ min: -3, max: 20 }), ([chain, index], seq) => {
        fc.pre(!chain.rows.some((row) => row.seq === seq));
        const target = chain.rows[index]!;
        const rows = chain.rows.with(index, { ...target, seq });
        expect(firstProblem({ ...chain, rows })?.firstBadSeq).toBe(Math.min(target.seq, seq));
      }),
    );
  });

  test('shows any run of deleted entries at the first of them, at the end as well', () => {
    fc.assert(
      fc.property(chainsWithRow, fc.integer({ min: 1, max: 8 }), ([chain, index], count) => {
        const rows = chain.rows.toSpliced(index, count);
        expect(firstProblem({ ...chain, rows })?.firstBadSeq).toBe(index + 1);
      }),
    );
  });

  test('shows two entries that changed places, at the first of them', () => {
    fc.assert(
      fc.property(chainsWithRow, fc.nat({ max: 7 }), ([chain, index], other) => {
        fc.pre(other < chain.rows.length && other !== index);
        const [one, two] = [chain.rows[index]!, chain.rows[other]!];
        const rows = chain.rows.with(index, { ...two, seq: one.seq }).with(other, { ...one, seq: two.seq });
        expect(firstProblem({ ...chain, rows })?.firstBadSeq).toBe(Math.min(one.seq, two.seq));
      }),
    );
  });

  test('shows swapped links between entries, at the first of them', () => {
    fc.assert(
      fc.property(chains, ({ rows, head }) => {
        const [one, two] = [rows[0]!, rows[1]!];
        const swapped = rows
          .with(0, { ...one, prev_hash: two.prev_hash, hash: two.hash })
          .with(1, { ...two, prev_hash: one.prev_hash, hash: one.hash });
        expect(firstProblem({ rows: swapped, head })?.firstBadSeq).toBe(1);
      }),
    );
  });

  test('shows an entry inserted in the middle with later ones renumbered', () => {
    fc.assert(
      fc.property(chainsWithRow, ([chain, index]) => {
        const copied = chain.rows[index]!;
        const rows = [
          ...chain.rows.slice(0, index + 1),
          { ...copied, id: 'forged', prev_hash: copied.hash, seq: copied.seq + 1 },
          ...chain.rows.slice(index + 1).map((row) => ({ ...row, seq: row.seq + 1 })),
        ];
        expect(firstProblem({ ...chain, rows })?.firstBadSeq).toBe(copied.seq + 1);
      }),
    );
  });

  test('shows an edited, missing or older head after its last entry', () => {
    fc.assert(
      fc.property(chains, ({ rows, head }) => {
        const next = rows.length + 1;
        const older = rows.at(-2)!;
        const heads = [
          undefined,
          { ...head, seq: head.seq + 1 },
          { ...head, seq: head.seq - 1 },
          { ...head, hash: older.hash },
          { ...head, seal: '' },
          { seq: 0, hash: '', seal: '' },
          { seq: older.seq, hash: older.hash, seal: sealOf(mac, older.seq, older.hash) },
        ];
        for (const changed of heads) {
          expect(checkHead(mac, rows.at(-1)!, changed)?.firstBadSeq).toBe(next);
        }
      }),
    );
  });

  test('shows a genuine entry from another past of the log, at that entry', () => {
    fc.assert(
      fc.property(chains, ({ rows }) => {
        const [first, second] = rows;
        const otherPast = buildRow(mac, {
          act: {
            actor: { type: 'system', id: null },
            origin: { address: null, userAgent: null, requestId: null },
          },
          entry: { action: 'user.delete', outcome: 'success' },
          seq: 1,
          prevHash: '',
          id: 'another',
          at: 1,
        });
        // Both are ours, and were written in other histories: after a restored backup, for instance.
        expect(checkEntry(mac, chainStart, otherPast)).toBeUndefined();
        expect(checkEntry(mac, otherPast, second!)?.firstBadSeq).toBe(2);
        expect(checkEntry(mac, first!, second!)).toBeUndefined();
      }),
    );
  });

  test('cannot be rebuilt with another master key', () => {
    const other = createSealer('another master key of thirty-two characters');
    const otherMac: Mac = (purpose, plain) => other.mac(purpose, plain).toString('base64url');
    fc.assert(
      fc.property(chains, ({ rows }) => checkEntry(otherMac, chainStart, rows[0]!)?.firstBadSeq === 1),
    );
  });

  test('says that a log without entries is intact, and that an emptied one is not', () => {
    expect(firstProblem(buildChain([]))).toBeUndefined();
    fc.assert(fc.property(chains, (chain) => firstProblem({ ...chain, rows: [] })?.firstBadSeq === 1));
  });
});

describe('details', () => {
  test('are the same text in whatever order they were given', () => {
    expect(canonicalDetails({ b: 1, a: ['y', 'x'] })).toBe('{"a":["y","x"],"b":1}');
    expect(canonicalDetails({ a: ['y', 'x'], b: 1 })).toBe('{"a":["y","x"],"b":1}');
  });

  test('are cut to a bounded length and to text that databases keep', () => {
    const { reason } = JSON.parse(canonicalDetails({ reason: `\0${'x'.repeat(2_000)}` })) as {
      reason: string;
    };
    expect(reason).toHaveLength(500);
    expect(reason.startsWith('\u{fffd}x')).toBe(true);
    expect(canonicalDetails({ reason: 'a\u{d800}' })).toBe('{"reason":"a\u{fffd}"}');
  });

  test('keep a key named __proto__ as a key', () => {
    expect(canonicalDetails(JSON.parse('{"__proto__":"x"}') as Record<string, string>)).toBe(
      '{"__proto__":"x"}',
    );
  });
});

test('an entry keeps no more of an address or user agent than agreed', () => {
  const { rows } = buildChain([
    {
      at: 1,
      act: {
        actor: { type: 'anonymous', id: null },
        origin: { address: '1'.repeat(500), userAgent: 'a'.repeat(10_000), requestId: 'r'.repeat(500) },
      },
      entry: { action: 'user.create', outcome: 'success' },
    },
  ]);
  const [row] = rows;
  expect([row?.address?.length, row?.user_agent?.length, row?.request_id?.length]).toEqual([64, 300, 128]);
});
