/** One change that was made to the code, and what the tests said of it. */
export interface Mutant {
  room: string;
  /** From the root of the repository. */
  file: string;
  /** Where it begins, from 1. */
  lineNumber: number;
  /** The line where it begins, without what it is indented by. */
  line: string;
  mutator: string;
  original: string;
  mutated: string;
  /** As Stryker says: Killed, Timeout, Survived, NoCoverage, RuntimeError … */
  status: string;
}

/** A mutant that may survive: found again by its texts, so that it stays true when lines move. */
export interface Explained {
  file: string;
  line: string;
  original: string;
  mutated: string;
  reason: string;
}

export interface RoomScore {
  room: string;
  mutants: number;
  killed: number;
  survived: number;
  /** Of those that survived. */
  explained: number;
  /** What was killed of all, from 0 to 1. What no test reaches has survived. */
  score: number;
}

export interface Verdict {
  rooms: RoomScore[];
  all: RoomScore;
  unexplained: Mutant[];
  /** Listed, and killed by now or no mutant any more. */
  stale: Explained[];
  /** One sentence for everything that is not as it should be; none when all is well. */
  objections: string[];
}

export const leastScore = 0.9;

const caught = new Set(['Killed', 'Timeout']);

/** Texts as they are compared: over how many lines they were written makes no difference. */
export function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function keyOf({ file, line, original, mutated }: Omit<Explained, 'reason'>): string {
  return JSON.stringify([file, ...[line, original, mutated].map(flat)]);
}

const isKilled = ({ status }: Mutant): boolean => caught.has(status);

function scoreOf(room: string, mutants: readonly Mutant[], explained: ReadonlySet<string>): RoomScore {
  const survivors = mutants.filter((one) => !isKilled(one));
  const killed = mutants.length - survivors.length;
  return {
    room,
    mutants: mutants.length,
    killed,
    survived: survivors.length,
    explained: survivors.filter((one) => explained.has(keyOf(one))).length,
    score: mutants.length === 0 ? 0 : killed / mutants.length,
  };
}

const percent = (score: number): string => `${(score * 100).toFixed(1)} %`;

/** What a run says: `list` are the survivors that have a reason, of the rooms that ran. */
export function judge(mutants: readonly Mutant[], list: readonly Explained[]): Verdict {
  const listed = new Set(list.map(keyOf));
  const rooms = [...Map.groupBy(mutants, ({ room }) => room)].map(([room, own]) =>
    scoreOf(room, own, listed),
  );
  const survivors = mutants.filter((one) => !isKilled(one));
  const surviving = new Set(survivors.map(keyOf));
  const unexplained = survivors.filter((one) => !listed.has(keyOf(one)));
  const stale = list.filter((one) => !surviving.has(keyOf(one)));
  const objections = [
    ...(mutants.length === 0 ? ['Nothing was mutated.'] : []),
    ...rooms
      .filter(({ score }) => score < leastScore)
      .map(
        ({ room, score }) =>
          `${room}: ${percent(score)} are killed, which is less than ${percent(leastScore)}.`,
      ),
    ...unexplained.map(
      ({ file, lineNumber, status, mutator, original, mutated }) =>
        `${file}:${lineNumber} ${status} (${mutator}): ${flat(original)} → ${flat(mutated)}`,
    ),
    ...stale.map(
      ({ file, original, mutated }) =>
        `${file}: survives no more, or is gone: ${flat(original)} → ${flat(mutated)}`,
    ),
  ];
  return { rooms, all: scoreOf('all', mutants, listed), unexplained, stale, objections };
}
