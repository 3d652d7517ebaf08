import { Button, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type JSX, type ReactNode } from 'react';
import { ConfirmDialog } from './confirm-dialog.tsx';

export interface DeleteByNameProps {
  /** Has to be typed. */
  name: string;
  words: { button: string; title: string; typeName: string };
  isPending: boolean;
  error: unknown;
  onConfirm: () => void;
  /** What will happen. */
  children: ReactNode;
}

/** For what is gone for good: there is no way back, so its name has to be typed. */
export function DeleteByName(props: DeleteByNameProps): JSX.Element {
  const { name, words, isPending, error, onConfirm, children } = props;
  const [isOpen, { open, close }] = useDisclosure();
  const [typed, setTyped] = useState('');
  const begin = (): void => {
    setTyped('');
    open();
  };
  return (
    <>
      <Button variant="outline" color="red" onClick={begin}>
        {words.button}
      </Button>
      <ConfirmDialog
        title={words.title}
        button={words.button}
        isOpen={isOpen}
        onClose={close}
        onConfirm={onConfirm}
        isPending={isPending}
        isDisabled={typed.trim() !== name}
        error={error}
      >
        <Stack>
          {children}
          <TextInput
            label={words.typeName}
            autoComplete="off"
            data-autofocus
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
