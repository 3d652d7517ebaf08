import { Alert, Button, Code, CopyButton, Group, Stack } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../text/text.tsx';

/** A secret that the server tells this one time. */
export function SecretOnce({ label, secret }: { label: string; secret: string }): JSX.Element {
  const { common } = useText();
  return (
    <Alert color="yellow" title={label}>
      <Stack gap="xs">
        {common.shownOnce}
        <Code block>{secret}</Code>
        <Group>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy} aria-live="polite">
                {copied ? common.copied : common.copy}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </Alert>
  );
}
