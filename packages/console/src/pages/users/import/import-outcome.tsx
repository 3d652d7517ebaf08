import { Alert, Button, Group, Progress, ScrollArea, Stack, Table, Text, Title } from '@mantine/core';
import type { JSX } from 'react';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { useText } from '../../../text/text.tsx';
import { percentDone, problemsToCsv, type ImportProblem, type ImportReport } from './import.rules.ts';
import type { ImportState } from './use-import.ts';

function BadLines({ problems }: { problems: readonly ImportProblem[] }): JSX.Element {
  const { users } = useText();
  const address = `data:text/csv;charset=utf-8,${encodeURIComponent(problemsToCsv(problems))}`;
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {users.importing.badLines}
        </Title>
        <Button variant="default" component="a" href={address} download="bad-lines.csv">
          {users.importing.takeBadLines}
        </Button>
      </Group>
      <ScrollArea.Autosize
        mah={400}
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': users.importing.badLines }}
      >
        <Table striped miw={500} aria-label={users.importing.badLines}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{users.importing.line}</Table.Th>
              <Table.Th>{users.importing.field}</Table.Th>
              <Table.Th>{users.importing.problem}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.map(({ line, path, code, message }) => (
              <Table.Tr key={`${line} ${path} ${code}`}>
                <Table.Td>{line}</Table.Td>
                <Table.Td>{path}</Table.Td>
                <Table.Td>
                  {message} <code>{code}</code>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
    </Stack>
  );
}

function Report({ report, isDryRun }: { report: ImportReport; isDryRun: boolean }): JSX.Element {
  const { users } = useText();
  const { created, updated, unchanged, failed, problems, problems_left_out: leftOut } = report;
  return (
    <Stack>
      <Alert
        role="status"
        color={failed === 0 ? 'green' : 'yellow'}
        title={isDryRun ? users.importing.tried : users.importing.done}
      >
        {users.importing.counts({ created, updated, unchanged, failed })}
      </Alert>
      {problems.length > 0 && <BadLines problems={problems} />}
      {leftOut > 0 && <Text>{users.importing.leftOut(leftOut)}</Text>}
    </Stack>
  );
}

/** How far an import is, and at the end what became of every line. */
export function ImportOutcome({ state, onStop }: { state: ImportState; onStop: () => void }): JSX.Element {
  const { users } = useText();
  const { progress, lines, report, error, isRunning, isDryRun } = state;
  return (
    <Stack>
      {isRunning && (
        <Group>
          <Progress
            flex={1}
            value={percentDone(progress?.lines_done ?? 0, lines)}
            animated
            aria-label={users.importing.progress}
          />
          <Button variant="default" onClick={onStop}>
            {users.importing.stop}
          </Button>
        </Group>
      )}
      {isRunning && progress && (
        <Text role="status">
          {users.importing.soFar(progress.lines_done)} {users.importing.counts(progress)}
        </Text>
      )}
      {error != null && <RefusalAlert error={error} />}
      {report && <Report report={report} isDryRun={isDryRun} />}
    </Stack>
  );
}
