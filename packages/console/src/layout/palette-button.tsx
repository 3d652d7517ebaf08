import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../text/text.tsx';

export function PaletteButton({ onOpen }: { onOpen: () => void }): JSX.Element {
  const { search, searchShort } = useText().shell;
  const button = { variant: 'default', onClick: onOpen, 'aria-keyshortcuts': 'Control+K' } as const;
  return (
    <>
      <Button {...button} size="compact-md" visibleFrom="xs">
        {search}
      </Button>
      <Button {...button} size="compact-md" hiddenFrom="xs">
        {searchShort}
      </Button>
    </>
  );
}
