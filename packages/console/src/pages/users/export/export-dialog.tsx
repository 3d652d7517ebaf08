import { Button, Checkbox, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState, type JSX } from 'react';
import { useMay } from '../../../api/me.ts';
import { askForProof } from '../../../api/proof.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { useText } from '../../../text/text.tsx';
import { exportAddress, type ExportChoice } from './export.rules.ts';

function Choice({
  choice,
  onChange,
}: {
  choice: ExportChoice;
  onChange: (choice: ExportChoice) => void;
}): JSX.Element {
  const { users } = useText();
  const may = useMay();
  const box = (name: 'roles' | 'groups' | 'hashes', label: string, description?: string) => (
    <Checkbox
      label={label}
      description={description}
      checked={choice[name]}
      onChange={(event) => onChange({ ...choice, [name]: event.currentTarget.checked })}
    />
  );
  return (
    <Stack>
      <SegmentedControl
        aria-label={users.exporting.format}
        value={choice.format}
        onChange={(format) => onChange({ ...choice, format: format === 'csv' ? 'csv' : 'jsonl' })}
        data={[
          { value: 'jsonl', label: users.exporting.jsonl },
          { value: 'csv', label: users.exporting.csv },
        ]}
      />
      {box('roles', users.exporting.roles)}
      {box('groups', users.exporting.groups)}
      {may('users.export_hashes') && box('hashes', users.exporting.hashes, users.exporting.hashesHint)}
    </Stack>
  );
}

/** Everybody, as lines that an import reads. */
export function ExportDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const { common, users } = useText();
  const [choice, setChoice] = useState<ExportChoice>({
    format: 'jsonl',
    roles: true,
    groups: true,
    hashes: false,
  });
  const take = async (): Promise<void> => {
    // A download cannot ask by itself.
    if (choice.hashes && !(await askForProof())) return;
    window.location.assign(exportAddress(choice));
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={users.exporting.title}>
      <Stack>
        <Text size="sm">{users.exporting.about}</Text>
        <Choice choice={choice} onChange={setChoice} />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button onClick={() => void take()}>{users.exporting.take}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
