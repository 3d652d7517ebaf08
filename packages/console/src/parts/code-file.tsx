import { Code, Group, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../text/text.tsx';
import { CopyButton } from './copy-button.tsx';

/** A file or a command to copy, as it is. */
export function CodeFile({ name, text }: { name: string; text: string }): JSX.Element {
  const { common } = useText();
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap">
        <Text ff="monospace" size="sm" fw={600} miw={0} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <CopyButton value={text} label={`${common.copy}: ${name}`} />
      </Group>
      <Code block tabIndex={0} role="region" aria-label={name} style={{ whiteSpace: 'pre' }}>
        {text}
      </Code>
    </Stack>
  );
}
