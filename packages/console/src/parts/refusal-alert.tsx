import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { isRefusal } from '../api/refusal.ts';
import { useText } from '../text/text.tsx';

/** What went wrong, with the number under which the server's log has it. */
export function RefusalAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }): JSX.Element {
  const { common } = useText();
  const requestId = isRefusal(error) ? error.requestId : undefined;
  return (
    <Alert color="red" title={common.failed} role="alert">
      <Stack gap="xs">
        <Text size="sm">{error instanceof Error ? error.message : String(error)}</Text>
        {requestId !== undefined && (
          <Text size="sm">
            {common.requestId} <Code>{requestId}</Code>
          </Text>
        )}
        {onRetry && (
          <Group>
            <Button variant="default" onClick={onRetry}>
              {common.retry}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
