import { Button, Group, Paper, Text } from '@mantine/core';
import type { JSX, ReactNode } from 'react';
import { useText } from '../../text/text.tsx';

/** What was changed and is not saved yet, within reach wherever one has scrolled to. */
export function ChangesBar({
  text,
  onDiscard,
  children,
}: {
  text: string;
  onDiscard: () => void;
  children: ReactNode;
}): JSX.Element {
  const { roles } = useText();
  return (
    <Paper withBorder shadow="md" p="sm" pos="sticky" bottom={8} role="status">
      <Group justify="space-between">
        <Text fw={600}>{text}</Text>
        <Group gap="xs">
          <Button variant="default" onClick={onDiscard}>
            {roles.discard}
          </Button>
          {children}
        </Group>
      </Group>
    </Paper>
  );
}
