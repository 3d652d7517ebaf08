import { Alert, Group, Stack } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../text/text.tsx';
import { CodeBlock } from './code-block.tsx';
import { CopyButton } from './copy-button.tsx';

/** A secret that the server tells this one time. */
export function SecretOnce({ label, secret }: { label: string; secret: string }): JSX.Element {
  const { common } = useText();
  return (
    <Alert color="yellow" title={label}>
      <Stack gap="xs">
        {common.shownOnce}
        <CodeBlock>{secret}</CodeBlock>
        <Group>
          <CopyButton value={secret} />
        </Group>
      </Stack>
    </Alert>
  );
}
