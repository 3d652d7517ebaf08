import { EventListQuery } from '@ostiary/contract';
import { Option } from 'commander';
import { exitCodes, printLine, type ExitCode } from '../command-io.ts';
import { itemsOf, textOf, shown } from '../engine/answers.ts';
import type { Call, Noun } from '../engine/command.types.ts';
import { cellOf } from '../engine/print-answer.ts';
import { writeOut } from '../engine/write-out.ts';
import { jsonText, printable, type JsonObject } from '../output.ts';

const waitSeconds = 20;
const waitMarginMs = 30_000;

const examples = `
Examples:
  ostiary events list --type user.updated --limit 10
  ostiary events tail                       what happens from now on, until Ctrl-C
  ostiary events tail --from-start --jsonl  everything that is still there, then what happens`;

export const events: Noun = {
  noun: 'events',
  summary: 'read what client services are told',
  examples,
  commands: [
    {
      verb: 'list',
      summary: 'list events in their order',
      method: 'GET',
      path: '/events',
      query: EventListQuery,
      flags: { without: ['wait'] },
      output: { as: 'list', columns: ['id', 'at', 'type', { heading: 'SUBJECT', of: subject }, 'data'] },
    },
    {
      verb: 'tail',
      summary: 'follow events until Ctrl-C',
      method: 'GET',
      path: '/events',
      query: EventListQuery,
      flags: { without: ['wait', 'start', 'limit', 'fields'] },
      options: () => [
        new Option('--from-start', 'begin with the oldest there is'),
        new Option('--jsonl', 'print JSON Lines: an event a line'),
      ],
      output: { as: 'stream' },
      run: tail,
    },
  ],
};

function subject(event: JsonObject): string {
  return shown(event['subject_id']);
}

/** Ctrl-C ends it; a call that is under way then is ended with the way it goes. */
async function tail(call: Call): Promise<ExitCode> {
  const stop = new AbortController();
  const stopped = call.io.untilStopped().then(() => stop.abort());
  const following = follow(call, stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  await Promise.race([stopped, following]);
  return exitCodes.ok;
}

async function follow(call: Call, signal: AbortSignal): Promise<void> {
  const { api, path, query, values } = call;
  const start: Call['query'] = values['fromStart'] === true ? {} : { start: 'newest' };
  let position: Call['query'] = query['cursor'] === undefined ? start : {};
  while (!signal.aborted) {
    const page = await api.object({
      method: 'GET',
      path,
      query: { limit: '200', wait: shown(waitSeconds), ...query, ...position },
      patienceMs: waitSeconds * 1_000 + waitMarginMs,
      // Here the app answers at once when it is closed.
      ...(api.remoteUrl !== null && { signal }),
    });
    for (const event of itemsOf(page)) await print(call, event);
    const cursor = textOf(page['tail_cursor']);
    if (cursor !== undefined && cursor !== '') position = { cursor };
  }
}

async function print({ io, values }: Call, event: JsonObject): Promise<void> {
  if (values['json'] === true || values['jsonl'] === true) return writeOut(io, `${jsonText(event)}\n`);
  const { at, type, data } = event;
  printLine(io, printable(`${shown(at)}  ${shown(type)}  ${subject(event)}  ${String(cellOf(data))}`));
}
