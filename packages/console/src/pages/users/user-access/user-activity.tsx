import { Text } from '@mantine/core';
import type { JSX } from 'react';

export function UserActivity({ userId }: { userId: string }): JSX.Element {
  return <Text>{userId}</Text>;
}
