import { Skeleton, Stack } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../text/text.tsx';

export function Loading(): JSX.Element {
  return (
    <Stack role="status" aria-label={useText().common.loading}>
      {[32, 24, 24, 24].map((height, index) => (
        <Skeleton key={index} height={height} />
      ))}
    </Stack>
  );
}
