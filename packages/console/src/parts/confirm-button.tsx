import { Button, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { JSX, ReactNode } from 'react';
import { useText } from '../text/text.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';

export interface ConfirmButtonProps extends Omit<ButtonProps, 'children'> {
  label: string;
  /** What will happen. */
  consequence: ReactNode;
  isPending: boolean;
  error?: unknown;
  /** Closes the dialog by resolving; what it throws is shown by `error`. */
  onConfirm: () => Promise<unknown>;
}

/** For what cannot be taken back: says what will happen, and asks. */
export function ConfirmButton(props: ConfirmButtonProps): JSX.Element {
  const { label, consequence, isPending, error, onConfirm, ...button } = props;
  const { common } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" {...button} onClick={open}>
        {label}
      </Button>
      <ConfirmDialog
        title={common.areYouSure}
        button={label}
        isOpen={isOpen}
        onClose={close}
        onConfirm={() => void onConfirm().then(close, () => undefined)}
        isPending={isPending}
        error={error}
      >
        {consequence}
      </ConfirmDialog>
    </>
  );
}
