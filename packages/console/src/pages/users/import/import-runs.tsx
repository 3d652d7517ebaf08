import { Button, Title } from '@mantine/core';
import type { JSX } from 'react';
import { PagedTable } from '../../../parts/paged-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { useText } from '../../../text/text.tsx';
import { importRuns, type ImportRun } from './import-runs.queries.ts';

/** What was imported before; what was interrupted can be gone on with. */
export function ImportRuns({ onResume }: { onResume: (run: ImportRun) => void }): JSX.Element {
  const { common, users } = useText();
  const { importing } = users;
  return (
    <>
      <Title order={2} size="h4">
        {importing.before}
      </Title>
      <PagedTable
        label={importing.before}
        query={importRuns}
        keyOf={({ id }) => id}
        empty={importing.noRuns}
        columns={[
          { head: importing.started, cell: ({ started_at: at }) => <Time at={at ?? null} /> },
          { head: importing.lines, cell: ({ lines_done: lines }) => lines },
          { head: importing.created, cell: ({ created }) => created },
          { head: importing.updated, cell: ({ updated }) => updated },
          { head: importing.failed, cell: ({ failed }) => failed },
          {
            head: common.actions,
            cell: (run) =>
              run.finished_at === null && (
                <Button variant="default" size="compact-sm" onClick={() => onResume(run)}>
                  {importing.resume}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}
