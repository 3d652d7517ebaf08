import { Button, Group, Stack } from '@mantine/core';
import type { FormEvent, JSX, ReactNode } from 'react';
import { isRefusal } from '../api/refusal.ts';
import { useText } from '../text/text.tsx';
import { Dialog } from './dialog.tsx';
import { RefusalAlert } from './refusal-alert.tsx';

export interface FormDialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  onSubmit: () => void;
  /** What the button says; default: save. */
  button?: string;
  isPending: boolean;
  /** Shown above the fields, unless every part of it stands beside one (`fieldError`). */
  error: unknown;
  children: ReactNode;
}

/** What was wrong with one field, for its `error`. */
export function fieldError(error: unknown, path: string): string | undefined {
  return isRefusal(error) ? error.fields[path] : undefined;
}

function hasOwnPlace(error: unknown): boolean {
  return isRefusal(error) && Object.keys(error.fields).length > 0;
}

/** A form in a dialog: Enter sends it, Escape closes it, what was refused stands where it belongs. */
export function FormDialog(props: FormDialogProps): JSX.Element {
  const { title, isOpen, onClose, onSubmit, isPending, error, children } = props;
  const { common } = useText();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog opened={isOpen} onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack>
          {error != null && !hasOwnPlace(error) && <RefusalAlert error={error} />}
          {children}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={isPending}>
              {props.button ?? common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
