import { Button, Group, Progress, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { useState, type JSX } from 'react';
import { Dialog } from '../../../parts/dialog.tsx';
import { NamePicker } from '../../../parts/name-picker.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { useText } from '../../../text/text.tsx';
import { bulkActions, type BulkAction, type Failure } from './bulk.rules.ts';
import { useBulkRun, type BulkRun } from './use-bulk-run.ts';

function Failures({ failures }: { failures: readonly Failure[] }): JSX.Element {
  const { users } = useText();
  return (
    <ScrollArea.Autosize
      mah={300}
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': users.bulk.failures }}
    >
      <Table aria-label={users.bulk.failures}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{users.id}</Table.Th>
            <Table.Th>{users.bulk.reason}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {failures.map(({ id, reason }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <PageLink to="/users/$id" params={{ id }}>
                  {id}
                </PageLink>
              </Table.Td>
              <Table.Td>{reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}

function Running({ run, onClose }: { run: BulkRun; onClose: () => void }): JSX.Element {
  const { common, users } = useText();
  const { total, done, failures, isOver, error } = run;
  return (
    <Stack>
      <Progress
        value={(100 * (done + failures.length)) / total}
        aria-label={users.bulk.progress}
        animated={!isOver}
      />
      <Text role="status">{users.bulk.result(done, total)}</Text>
      {error != null && <RefusalAlert error={error} />}
      {failures.length > 0 && <Failures failures={failures} />}
      {isOver && (
        <Group justify="end">
          <Button onClick={onClose}>{common.close}</Button>
        </Group>
      )}
    </Stack>
  );
}

export interface BulkDialogProps {
  action: BulkAction;
  ids: readonly string[];
  /** `isDone` when it was done, to whomever it could be. */
  onClose: (isDone: boolean) => void;
}

/** Says what will happen to how many, asks, does it, and shows who was left out and why. */
export function BulkDialog({ action, ids, onClose }: BulkDialogProps): JSX.Element {
  const { areas, common, users } = useText();
  const [name, setName] = useState('');
  const { run, start } = useBulkRun(users.bulk.unproved);
  const { name: kind } = bulkActions[action];
  const isUnderWay = run !== undefined && !run.isOver;
  return (
    <Dialog
      opened
      onClose={() => !isUnderWay && onClose(run !== undefined)}
      title={users.bulk.actions[action]}
      withCloseButton={!isUnderWay}
    >
      {run && <Running run={run} onClose={() => onClose(true)} />}
      {!run && (
        <Stack>
          <Text>{users.bulk.consequences[action](ids.length)}</Text>
          {kind !== null && (
            <NamePicker
              kind={kind}
              label={kind === 'roles' ? users.role : areas.groups}
              value={name}
              onChange={setName}
            />
          )}
          <Group justify="end">
            <Button variant="default" onClick={() => onClose(false)}>
              {common.cancel}
            </Button>
            <Button
              disabled={kind !== null && name === ''}
              color={action === 'delete' || action === 'deactivate' ? 'red' : 'blue'}
              onClick={() => start({ action, ids, name })}
            >
              {users.bulk.actions[action]}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
