import { Stack, Text } from '@mantine/core';
import type { JSX, ReactNode } from 'react';

/** Nothing to show, and what to do about it. */
export function Empty({
  title,
  hint,
  children,
}: {
  title: string;
  hint: string;
  children?: ReactNode;
}): JSX.Element {
  return (
    <Stack align="center" p="xl" gap="xs">
      <Text fw={600}>{title}</Text>
      <Text c="dimmed" ta="center">
        {hint}
      </Text>
      {children}
    </Stack>
  );
}
