import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, type JSX } from 'react';
import { useText } from '../../../text/text.tsx';

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));

export function ExportButton(): JSX.Element {
  const { users } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" onClick={open}>
        {users.exporting.title}
      </Button>
      {isOpen && (
        <Suspense>
          <ExportDialog onClose={close} />
        </Suspense>
      )}
    </>
  );
}
