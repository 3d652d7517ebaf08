import { askToGoOn } from '../ask.ts';
import { CommandFailure, printLine, type CommandIo } from '../command-io.ts';
import { printable, printDetails, printJson, type JsonObject } from '../output.ts';
import { ApiRefusal } from './api-refusal.ts';
import type { Call, Destruction, Draft } from './command.types.ts';
import { remoteUrlOf } from './connect.ts';
import { itemsOf } from './answers.ts';
import { itemsOfAll, pagesOf } from './pages.ts';
import { detailsOf } from './print-answer.ts';

/** Beyond it the number does not matter any more. */
const countedAtMost = 2_000;

/** At a terminal nothing is destroyed without a yes. Scripts say what they mean. */
export async function confirmDestruction({ io, values, args }: Draft, { what }: Destruction): Promise<void> {
  if (!io.isInteractive || values['yes'] === true || values['dryRun'] === true) return;
  const url = remoteUrlOf(io, values);
  const where = url === null ? '' : ` at ${url}`;
  await askToGoOn(io, printable(`${sentence(what(args))}${where}?`));
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

async function readObject(call: Call, object: Destruction['object']): Promise<JsonObject | null> {
  const { api, args, at } = call;
  if (!object) return null;
  const { path, isIt } = object;
  if (!isIt) return api.object({ method: 'GET', path: at(path) });
  for await (const item of itemsOfAll(api, { path: at(path) })) if (isIt(item, args)) return item;
  throw new CommandFailure('There is nothing of that name to be destroyed.');
}

/** How many; null when the caller may not see them. */
async function count(
  { api, at }: Call,
  { path, query = {} }: { path: string; query?: Record<string, string> },
): Promise<number | null> {
  const filled = Object.entries(query).map(([name, value]) => [name, decodeURIComponent(at(value))]);
  const list = { path: at(path), query: { ...(Object.fromEntries(filled) as typeof query), limit: '200' } };
  let found = 0;
  try {
    for await (const page of pagesOf(api, list)) {
      found += itemsOf(page).length;
      if (found >= countedAtMost) return countedAtMost;
    }
    return found;
  } catch (error) {
    if (error instanceof ApiRefusal && error.status === 403) return null;
    throw error;
  }
}

/** Reads and tells what would be destroyed, and writes nothing. */
export async function tellDestruction(call: Call, destruction: Destruction): Promise<void> {
  const { io, args, values } = call;
  const what = destruction.what(args);
  const object = await readObject(call, destruction.object);
  const dependents: Record<string, number | null> = {};
  for (const { label, ...list } of destruction.dependents ?? []) dependents[label] = await count(call, list);
  if (values['json'] === true) return printJson(io, { dry_run: true, would: what, object, dependents });
  printLine(io, printable(`Nothing was done. It would ${what}:`));
  if (object) printDetails(io, detailsOf(object));
  tellDependents(io, dependents);
}

function tellDependents(io: CommandIo, dependents: Record<string, number | null>): void {
  for (const [label, number] of Object.entries(dependents)) {
    const atMost = number === countedAtMost ? ' or more' : '';
    printLine(io, `  ${label}: ${number === null ? 'not yours to see' : `${number}${atMost}`}`);
  }
}
