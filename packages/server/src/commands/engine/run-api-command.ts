import { exitCodes, wrongUsage, type CommandIo, type ExitCode } from '../command-io.ts';
import type { Api } from './api.ts';
import type { ApiCommand, Call, Draft } from './command.types.ts';
import { connect } from './connect.ts';
import { confirmDestruction, tellDestruction } from './destruction.ts';
import { fillPath, namesInPath } from './paths.ts';
import { printAnswer, printList } from './print-answer.ts';
import { bodyFrom, queryFrom, type Field, type OptionValues } from './schema-fields.ts';
import { findUserId } from './user-names.ts';

/** What the parser found. */
export interface Parsed {
  args: Record<string, string>;
  values: OptionValues;
  fields: { query: readonly Field[]; body: readonly Field[] };
}

/** From what was typed to the exit code. Nothing is opened before what was typed is known to be complete. */
export async function runApiCommand(io: CommandIo, command: ApiCommand, parsed: Parsed): Promise<ExitCode> {
  const draft = draftOf(io, command, parsed);
  await command.prepare?.(draft);
  requireChange(command, draft, parsed);
  if (command.destroys) await confirmDestruction(draft, command.destroys);
  const done = await command.apart?.(draft);
  if (done !== undefined) return done;
  const { api, transport } = await connect(io, draft.values);
  try {
    const call = await callOf(command, draft, { api, query: queryFrom(parsed.fields.query, draft.values) });
    return await perform(command, call);
  } finally {
    await transport.close();
  }
}

function pathOf({ path, variant }: ApiCommand, values: OptionValues): string {
  return variant && values[variant.flag] === true ? variant.path : path;
}

function draftOf(io: CommandIo, command: ApiCommand, { args, values, fields }: Parsed): Draft {
  const inPath = namesInPath(pathOf(command, values));
  const inBody = Object.entries(args).filter(([name]) => !inPath.has(name) && command.body?.properties[name]);
  return { io, values, args, body: { ...bodyFrom(fields.body, values), ...Object.fromEntries(inBody) } };
}

function requireChange({ method }: ApiCommand, { body }: Draft, { fields }: Parsed): void {
  if (method !== 'PATCH' || fields.body.length === 0 || Object.keys(body).length > 0) return;
  const flags = fields.body.flatMap(({ options }) => options.slice(0, 1).map(({ long }) => long));
  throw wrongUsage('There is nothing to change.', `Give at least one of ${flags.join(', ')}.`);
}

async function callOf(
  command: ApiCommand,
  draft: Draft,
  { api, query }: { api: Api; query: Call['query'] },
): Promise<Call> {
  const { args, values } = draft;
  const template = pathOf(command, values);
  const params = { ...args };
  for (const { name, kind } of command.args ?? []) {
    // The other kind of holder is found by the route itself.
    const isUser = kind === 'user' && template === command.path;
    if (isUser) params[name] = await findUserId(api, args[name] ?? '');
  }
  const at = (other: string): string => fillPath(other, params);
  const ifMatch = values['ifMatch'];
  const headers: Record<string, string> = typeof ifMatch === 'string' ? { 'if-match': tagOf(ifMatch) } : {};
  return { ...draft, api, query, headers, path: at(template), at };
}

/** A shell takes the quotes off an ETag easily. */
function tagOf(text: string): string {
  return /^\d+$/.test(text) ? `"${text}"` : text;
}

async function perform(command: ApiCommand, call: Call): Promise<ExitCode> {
  const { destroys, output, method } = command;
  if (destroys && call.values['dryRun'] === true) {
    await tellDestruction(call, destroys);
    return exitCodes.ok;
  }
  if (command.run) return (await command.run(call)) ?? exitCodes.ok;
  if (output.as === 'list') {
    await printList(call, output.columns);
    return exitCodes.ok;
  }
  const { path, query, headers, body } = call;
  const answer = await call.api.json({
    ...{ method, path, query, headers },
    ...((command.body || Object.keys(body).length > 0) && { body }),
  });
  return printAnswer(command, { call, answer });
}
