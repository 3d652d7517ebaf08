import { AuditExportQuery, AuditListQuery } from '@ostiary/contract';
import { exitCodes, printLine, type ExitCode } from '../command-io.ts';
import { itemsOf, shown } from '../engine/answers.ts';
import type { Call, Noun } from '../engine/command.types.ts';
import { download, outputOption } from '../engine/download.ts';
import { createProgress } from '../engine/progress.ts';
import { readToldWork } from '../engine/told-work.ts';
import { printable, printJson, type JsonObject } from '../output.ts';

const examples = `
Examples:
  ostiary audit verify                     exits with 1 when anything was altered
  ostiary audit list --action role.grant --json
  ostiary audit list --actor 019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70 --from 2026-11-01T00:00:00Z
  ostiary audit export --output audit.jsonl`;

const names = { actor_id: 'actor', target_id: 'target' };
function tell({ io, values }: Call, report: JsonObject): void {
  const { is_intact: isIntact, entries, first_bad_seq: seq, reason } = report;
  if (values['json'] === true) return printJson(io, report);
  const text =
    isIntact === true
      ? `The audit log is intact: ${shown(entries)} entries.`
      : `The audit log was altered. First bad entry: ${shown(seq)} (${shown(reason)}).`;
  printLine(io, printable(text));
}

/** How many entries there are to be read, for a bar: the number of the newest. */
async function countEntries({ api }: Call): Promise<number> {
  const query = { limit: '1', fields: 'seq' };
  const [newest] = itemsOf(await api.object({ method: 'GET', path: '/audit', query }));
  return Number(newest?.['seq'] ?? 0);
}

async function verify(call: Call): Promise<ExitCode> {
  const { api, io, path } = call;
  const total = io.isProgressShown ? await countEntries(call) : 0;
  const progress = createProgress(io);
  try {
    const { body } = await api.stream({ method: 'POST', path, query: { progress: 'true' } });
    const report = await readToldWork(body, ({ checked }) =>
      progress.show({ done: Number(checked), total, unit: 'entries' }),
    );
    progress.clear();
    tell(call, report);
    return report['is_intact'] === true ? exitCodes.ok : exitCodes.failed;
  } catch (error) {
    progress.clear();
    throw error;
  }
}

export const audit: Noun = {
  noun: 'audit',
  summary: 'read, export and verify the audit log',
  examples,
  commands: [
    {
      verb: 'verify',
      summary: 'find any edit, deletion or reordering',
      method: 'POST',
      path: '/audit/verify',
      output: { as: 'stream' },
      run: verify,
    },
    {
      verb: 'list',
      summary: 'list entries, newest first',
      method: 'GET',
      path: '/audit',
      query: AuditListQuery,
      flags: { names },
      output: {
        as: 'list',
        columns: ['seq', 'at', 'action', 'outcome', 'actor', 'target', 'address'],
      },
    },
    {
      verb: 'export',
      summary: 'write entries as JSON Lines, oldest first',
      method: 'GET',
      path: '/audit/export',
      query: AuditExportQuery,
      flags: { names },
      options: () => [outputOption()],
      output: { as: 'stream' },
      run: (call) => download(call, { accept: 'application/jsonl', unit: 'entries' }),
    },
  ],
};
