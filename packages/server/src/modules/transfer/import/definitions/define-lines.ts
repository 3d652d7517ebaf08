import { isAppError } from '#platform/errors.ts';
import { isThingKind } from '../../kinds/readers.ts';
import type { Entry, Line } from '../../records/records.types.ts';
import type { LineProblem } from '../../transfer.types.ts';
import { problemsOfError, problemsOfReading } from '../line-problems.rules.ts';
import type { DefinitionEntry, Outcome } from './define.ts';

/** Small transactions that are under way together share a durable commit. */
const together = 32;

type Define = (entry: DefinitionEntry) => Promise<Outcome>;

export interface Defined {
  outcomes: Outcome[];
  problems: LineProblem[];
  /** How many lines are bad. */
  failed: number;
}

function isDefinition(entry: Entry): entry is DefinitionEntry {
  return entry.kind !== 'user' && !isThingKind(entry.kind);
}

async function defineOne({ line, reading }: Line, define: Define): Promise<Outcome | LineProblem[]> {
  if ('problems' in reading || !isDefinition(reading.entry)) return problemsOfReading(line, reading);
  try {
    return await define(reading.entry);
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return problemsOfError(line, error);
  }
}

function gathered(results: readonly (Outcome | LineProblem[])[]): Defined {
  const problems = results.filter((result) => typeof result !== 'string');
  return {
    outcomes: results.filter((result) => typeof result === 'string'),
    problems: problems.flat(),
    failed: problems.length,
  };
}

export async function defineInTurn(lines: readonly Line[], define: Define): Promise<Defined> {
  const results: (Outcome | LineProblem[])[] = [];
  for (const line of lines) results.push(await defineOne(line, define));
  return gathered(results);
}

function nameOf({ reading }: Line): string | undefined {
  if ('problems' in reading || !isDefinition(reading.entry)) return undefined;
  return reading.entry.name.normalize('NFKC').trim().toLowerCase();
}

/** Whether each line is about something else, so that their order does not matter. */
function areIndependent(lines: readonly Line[]): boolean {
  const names = lines.map(nameOf).filter((name) => name !== undefined);
  return new Set(names).size === names.length;
}

/** As in turn, but some at a time where that makes no difference. */
export async function defineTogether(lines: readonly Line[], define: Define): Promise<Defined> {
  const results: (Outcome | LineProblem[])[] = [];
  for (let from = 0; from < lines.length; from += together) {
    const some = lines.slice(from, from + together);
    if (areIndependent(some)) {
      results.push(...(await Promise.all(some.map((line) => defineOne(line, define)))));
    } else {
      for (const line of some) results.push(await defineOne(line, define));
    }
  }
  return gathered(results);
}
