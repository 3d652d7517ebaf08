import { Button, Menu, Text } from '@mantine/core';
import { lazy, Suspense, useState, type JSX } from 'react';
import { useText } from '../../../text/text.tsx';
import type { BulkAction } from './bulk.rules.ts';

const BulkDialog = lazy(async () => ({ default: (await import('./bulk-dialog.tsx')).BulkDialog }));

export interface BulkActionsProps {
  actions: readonly BulkAction[];
  selected: ReadonlySet<string>;
  onClear: () => void;
}

/** What can be done to those who are selected. */
export function BulkActions({ actions, selected, onClear }: BulkActionsProps): JSX.Element {
  const { users } = useText();
  const [chosen, setChosen] = useState<BulkAction>();
  return (
    <>
      <Text role="status">{users.bulk.selected(selected.size)}</Text>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default">{users.bulk.menu}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((action) => (
            <Menu.Item key={action} onClick={() => setChosen(action)}>
              {users.bulk.actions[action]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button variant="subtle" onClick={onClear}>
        {users.bulk.clear}
      </Button>
      {chosen && (
        <Suspense>
          <BulkDialog
            action={chosen}
            ids={[...selected]}
            onClose={(isDone) => {
              setChosen(undefined);
              if (isDone) onClear();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
