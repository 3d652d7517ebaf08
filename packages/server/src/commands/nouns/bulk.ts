import { Option } from 'commander';
import { CommandFailure, exitCodes, printError, printLine, type ExitCode } from '../command-io.ts';
import { ApiRefusal } from '../engine/api-refusal.ts';
import { isObject, isProblem, itemsOf, linesOf, shown } from '../engine/answers.ts';
import type { ApiCommand, Call } from '../engine/command.types.ts';
import { writeOut } from '../engine/write-out.ts';
import { jsonText, printable, type Json, type JsonObject } from '../output.ts';
import { openSource, requireStdin } from './transfer.ts';

/** Fewer than the most a request may hold, so that an answer comes soon. */
const batchSize = 200;

interface Line {
  number: number;
  request: JsonObject;
}

function parseLine(text: string, number: number): Line {
  try {
    const request = JSON.parse(text) as Json;
    if (isObject(request)) return { number, request };
  } catch {
    // Told below, with the line.
  }
  throw new CommandFailure(`Line ${number} is not a JSON object; the lines before it were sent.`);
}

async function* batchesOf(call: Call): AsyncGenerator<Line[]> {
  const { stream } = await openSource(call);
  let batch: Line[] = [];
  let number = 0;
  for await (const text of linesOf(stream)) {
    number += 1;
    if (text.trim() === '') continue;
    let line: Line;
    try {
      line = parseLine(text, number);
    } catch (error) {
      if (batch.length > 0) yield batch;
      throw error;
    }
    batch.push(line);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** What a problem says, and of which fields. */
function reasonOf(body: Json): string {
  if (!isProblem(body)) return '';
  const { detail, errors = [] } = body;
  const fields = errors
    .filter(({ message }) => message !== detail)
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return [detail, ...fields].join(' ');
}

async function tell(call: Call, line: Line, answer: JsonObject): Promise<void> {
  const { io, values } = call;
  if (values['json'] === true) return writeOut(io, `${jsonText({ ...answer, index: line.number - 1 })}\n`);
  const { status, body = null } = answer;
  const { method, path } = line.request;
  const why = Number(status) >= 400 ? reasonOf(body) : '';
  const text = `${line.number}  ${shown(status)}  ${shown(method)} ${shown(path)}  ${why}`;
  printLine(io, printable(text.trimEnd()));
}

/** A refusal of a whole batch names its requests by their lines. */
function byLines(error: unknown, batch: readonly Line[]): unknown {
  if (!(error instanceof ApiRefusal)) return error;
  const { status, code, message, requestId, hint, cause } = error;
  const fields = error.fields.map((field) => {
    const named = /^requests\.(\d+)/.exec(field.path);
    const line = named ? batch[Number(named[1])] : undefined;
    return named && line
      ? { ...field, path: `line ${line.number}${field.path.slice(named[0].length)}` }
      : field;
  });
  return new ApiRefusal({ status, code, message, fields, requestId, hint, cause });
}

async function runBulk(call: Call): Promise<ExitCode> {
  const { api, io, path, values } = call;
  let failed = 0;
  for await (const batch of batchesOf(call)) {
    const requests = batch.map(({ request }) => request);
    const body = { requests, on_error: values['stopOnError'] === true ? 'stop' : 'continue' };
    const answer = await api.object({ method: 'POST', path, body }).catch((error: unknown) => {
      throw byLines(error, batch);
    });
    for (const [index, item] of itemsOf(answer).entries()) {
      const line = batch[index];
      if (line) await tell(call, line, item);
      if (Number(item['status']) >= 400) failed += 1;
    }
    if (failed > 0 && values['stopOnError'] === true) break;
  }
  if (failed === 0) return exitCodes.ok;
  printError(io, `${failed} of them were not done.`);
  return exitCodes.failed;
}

export const bulkCommand: ApiCommand = {
  verb: 'bulk',
  summary: 'send many requests from a file; each is authorised and audited by itself',
  method: 'POST',
  path: '/bulk',
  args: [{ name: 'file', description: 'JSON Lines of {"method","path","body"}; - for standard input' }],
  options: () => [new Option('--stop-on-error', 'send none after one that is refused')],
  prepare: requireStdin,
  output: { as: 'stream' },
  run: runBulk,
  examples: `
Examples:
  echo '{"method":"PUT","path":"/api/v1/users/019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70/roles/admin"}' |
    ostiary bulk -
  ostiary bulk changes.jsonl --json`,
};
