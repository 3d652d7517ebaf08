import { exitCodes, printError, printLine, type ExitCode } from '../command-io.ts';
import {
  createTable,
  jsonText,
  printDetails,
  printJson,
  printable,
  type Cell,
  type Json,
  type JsonObject,
} from '../output.ts';
import { ApiRefusal } from './api-refusal.ts';
import { isObject, itemsOf, textOf } from './answers.ts';
import type { ApiCommand, Answered, Call, Column } from './command.types.ts';
import { pagesOf } from './pages.ts';
import { writeOut } from './write-out.ts';

/** All of an object, its properties called as people call them. */
export function detailsOf(object: JsonObject): Record<string, Cell> {
  // An import has `updated` accounts and was `updated_at` some time.
  const isTaken = (title: string, property: string): boolean => title !== property && title in object;
  const shown = Object.entries(object).map(([property, value]) => {
    const title = titleOf(property);
    return [isTaken(title, property) ? property.replaceAll('_', ' ') : title, cellOf(value)] as const;
  });
  return Object.fromEntries(shown);
}

function titleOf(property: string): string {
  return property.replace(/^is_/, '').replace(/_at$/, '').replaceAll('_', ' ');
}

/** One value as a person reads it. */
export function cellOf(value: Json | undefined): Cell {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) {
    return value.map((each) => (typeof each === 'object' ? JSON.stringify(each) : String(each))).join(', ');
  }
  if (!isObject(value)) return value;
  const { type, id } = value;
  if (typeof type !== 'string' || id === undefined) return JSON.stringify(value);
  return id === null ? type : `${type}:${String(cellOf(id))}`;
}

function columnsOf(
  call: Call,
  columns: readonly Column[],
): { heading: string; of: (item: JsonObject) => Cell }[] {
  const { fields } = call.values;
  const wanted: readonly Column[] = typeof fields === 'string' ? fields.split(',') : columns;
  return wanted.map((column) => {
    if (typeof column !== 'string') return { heading: column.heading, of: (item) => cellOf(column.of(item)) };
    return { heading: titleOf(column).toUpperCase(), of: (item) => cellOf(item[column]) };
  });
}

/** A page, or with `--all` every one, as it comes. */
export async function printList(call: Call, columns: readonly Column[]): Promise<void> {
  const { io, values, api, path, query } = call;
  const pages = pagesOf(api, { path, query });
  if (values['jsonl'] === true) return printLines(call, pages);
  if (values['json'] === true)
    return values['all'] === true ? printWhole(call, pages) : printPage(call, pages);
  const shown = columnsOf(call, columns);
  const table = createTable(
    io,
    shown.map(({ heading }) => heading),
  );
  for await (const page of pages) {
    table.add(itemsOf(page).map((item) => shown.map(({ of }) => of(item))));
    if (values['all'] === true) continue;
    const next = textOf(page['next_cursor']);
    if (next !== undefined) printLine(io, `More: --cursor ${printable(next)}`);
    return;
  }
}

async function printPage({ io }: Call, pages: AsyncGenerator<JsonObject>): Promise<void> {
  for await (const page of pages) return printJson(io, page);
}

/** One page of all there is, in the shape of a page, without holding it. */
async function printWhole({ io }: Call, pages: AsyncGenerator<JsonObject>): Promise<void> {
  let separator = '{\n  "items": [';
  for await (const page of pages) {
    for (const item of itemsOf(page)) {
      await writeOut(io, `${separator}\n    ${jsonText(item)}`);
      separator = ',';
    }
  }
  const isEmpty = separator !== ',';
  await writeOut(io, `${isEmpty ? `${separator}]` : '\n  ]'},\n  "next_cursor": null\n}\n`);
}

async function printLines({ io, values }: Call, pages: AsyncGenerator<JsonObject>): Promise<void> {
  for await (const page of pages) {
    for (const item of itemsOf(page)) await writeOut(io, `${jsonText(item)}\n`);
    if (values['all'] === true) continue;
    const next = textOf(page['next_cursor']);
    if (next !== undefined) printError(io, `More: --cursor ${printable(next)}`);
    return;
  }
}

/** What a second read adds; nothing when the caller may not see it. */
async function readBeside({ api, at }: Call, template: string): Promise<JsonObject> {
  try {
    return await api.object({ method: 'GET', path: at(template) });
  } catch (error) {
    if (error instanceof ApiRefusal && error.status === 403) return {};
    throw error;
  }
}

async function printObject({ call, answer }: Answered, also: string | undefined): Promise<void> {
  const { io, values } = call;
  const read = isObject(answer.body) ? answer.body : {};
  const isWhole = also !== undefined && values['fields'] === undefined;
  const whole = isWhole ? { ...read, ...(await readBeside(call, also)) } : read;
  const { etag } = answer.headers;
  if (values['etag'] === true) return printLine(io, printable(etag ?? ''));
  if (values['json'] === true) return printJson(io, whole);
  printDetails(io, { ...detailsOf(whole), ...(etag !== undefined && { etag }) });
}

/** Prints one answer as the command says, or as JSON. */
export async function printAnswer(command: ApiCommand, answered: Answered): Promise<ExitCode> {
  const { call, answer } = answered;
  const { output } = command;
  const body = isObject(answer.body) ? answer.body : {};
  if (output.as === 'details') {
    await printObject(answered, output.also);
  } else if (output.as === 'line' && call.values['json'] !== true) {
    const args = Object.fromEntries(Object.entries(call.args).map(([name, text]) => [name, printable(text)]));
    for (const line of [output.text({ args, body })].flat()) printLine(call.io, printable(line));
  } else if (answer.body !== null) {
    printJson(call.io, answer.body);
  }
  return command.exitCode?.(body) ?? exitCodes.ok;
}
