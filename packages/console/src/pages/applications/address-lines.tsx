import { Code, Stack } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../../text/text.tsx';

/** Addresses to read: whole, each on a line of its own. */
export function AddressLines({ addresses }: { addresses: readonly string[] }): JSX.Element {
  const { common } = useText();
  if (addresses.length === 0) return <>{common.none}</>;
  return (
    <Stack gap={4} align="start">
      {addresses.map((address) => (
        <Code key={address}>{address}</Code>
      ))}
    </Stack>
  );
}
