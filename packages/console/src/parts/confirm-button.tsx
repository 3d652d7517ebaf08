import { Button, Group, Stack, Text, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { JSX, ReactNode } from 'react';
import { useText } from '../text/text.tsx';
import { Dialog } from './dialog.tsx';
import { RefusalAlert } from './refusal-alert.tsx';

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
  const confirm = () => {
    onConfirm().then(close, () => undefined);
  };
  return (
    <>
      <Button variant="default" {...button} onClick={open}>
        {label}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={common.areYouSure}>
        <Stack>
          {error != null && <RefusalAlert error={error} />}
          <Text component="div">{consequence}</Text>
          <Group justify="end">
            <Button variant="default" onClick={close}>
              {common.cancel}
            </Button>
            <Button color="red" loading={isPending} onClick={confirm}>
              {label}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
