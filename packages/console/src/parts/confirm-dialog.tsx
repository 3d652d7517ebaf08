import { Button, Group, Stack, Text } from '@mantine/core';
import type { FormEvent, JSX, ReactNode } from 'react';
import { useText } from '../text/text.tsx';
import { Dialog } from './dialog.tsx';
import { RefusalAlert } from './refusal-alert.tsx';

export interface ConfirmDialogProps {
  title: string;
  /** What the button says. */
  button: string;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
  isPending: boolean;
  error: unknown;
  /** As long as something is missing. */
  isDisabled?: boolean;
  isDangerous?: boolean;
  /** What will happen. */
  children: ReactNode;
}

/** As `ConfirmButton`, opened by something else: an entry of a menu, a switch. */
export function ConfirmDialog(props: ConfirmDialogProps): JSX.Element {
  const { title, button, isOpen, onClose, onConfirm, isPending, error, children } = props;
  const { common } = useText();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <Dialog opened={isOpen} onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack>
          {error != null && <RefusalAlert error={error} />}
          <Text component="div">{children}</Text>
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button
              type="submit"
              disabled={props.isDisabled === true}
              loading={isPending}
              {...(props.isDangerous !== false && { color: 'red' })}
            >
              {button}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
