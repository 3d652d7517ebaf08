import { hashSync } from '@node-rs/argon2';
import { password } from './ostiary.ts';

export const roleCount = 50;
export const groupCount = 5_000;

const lineBatch = 2_000;

/** The users from one number up to another, which is not among them. */
export interface UserRange {
  from: number;
  to: number;
}

function roleLines(): string[] {
  return Array.from({ length: roleCount }, (_, index) =>
    JSON.stringify({ type: 'role', name: `role-${index}`, description: 'Of the benchmark' }),
  );
}

function groupLines(): string[] {
  return Array.from({ length: groupCount }, (_, index) =>
    JSON.stringify({
      type: 'group',
      name: `group ${String(index).padStart(4, '0')}`,
      roles: [`role-${index % roleCount}`],
    }),
  );
}

/** The number of somebody: scattered, so that names are not in the order of creation. */
function scattered(index: number, { from, to }: UserRange): number {
  return from + ((index * 7_919) % (to - from));
}

export function userName(number: number): string {
  return `user${String(number).padStart(7, '0')}`;
}

/**
 * Users as JSON Lines, the first of all after the roles and groups that they are in: one role and one group each unless
 * they are told to be in none, one in a hundred on the staff, one in fifty switched off. All have the password of the benchmark.
 */
export function* population(range: UserRange, { isAssigned = true } = {}): Generator<string> {
  const hash = hashSync(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  if (range.from === 0) yield `${[...roleLines(), ...groupLines()].join('\n')}\n`;
  let lines: string[] = [];
  for (let index = 0; index < range.to - range.from; index++) {
    const number = scattered(index, range);
    const name = userName(number);
    lines.push(
      JSON.stringify({
        external_id: `e${number}`,
        email: `${name}@bench.test`,
        username: name,
        first_name: 'Ada',
        last_name: `Number ${number}`,
        is_staff: number % 100 === 0,
        is_active: number % 50 !== 1,
        password_hash: hash,
        ...(isAssigned && {
          roles: [`role-${number % roleCount}`],
          groups: [`group ${String(number % groupCount).padStart(4, '0')}`],
        }),
      }),
    );
    if (lines.length === lineBatch) {
      yield `${lines.join('\n')}\n`;
      lines = [];
    }
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
}
