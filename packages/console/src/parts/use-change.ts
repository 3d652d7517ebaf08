import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient, type QueryKey, type UseMutationResult } from '@tanstack/react-query';
import { isRefusal } from '../api/refusal.ts';
import { useText } from '../text/text.tsx';

export interface ChangeOptions<Input, Output> {
  run: (input: Input) => Promise<Output>;
  /** Lists and things that are read again afterwards, and also when somebody else was quicker. */
  stale: readonly QueryKey[];
  /** Said when it is done; default: that it is saved. Null says nothing. */
  done?: string | null;
  onDone?: (output: Output) => void;
  /** The form keeps what was typed over what somebody else saved, and says so itself. */
  keepsTyped?: boolean;
}

/**
 * A change through the management API: says when it is done, reads again what it has changed, and says so when
 * somebody else had changed it meanwhile (ETag). What else is refused is for the form to show.
 */
export function useChange<Input, Output>({
  run,
  stale,
  done,
  onDone,
  keepsTyped = false,
}: ChangeOptions<Input, Output>): UseMutationResult<Output, unknown, Input> {
  const client = useQueryClient();
  const { common } = useText();
  const closeButtonProps = { 'aria-label': common.close };
  const readAgain = () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
  return useMutation({
    mutationFn: run,
    async onSuccess(output) {
      await readAgain();
      if (done !== null)
        notifications.show({ message: done ?? common.saved, color: 'green', closeButtonProps });
      onDone?.(output);
    },
    async onError(error) {
      if (!isRefusal(error, 'request.precondition_failed')) return;
      await readAgain();
      if (keepsTyped) return;
      const message = common.changedMeanwhile;
      notifications.show({ message, color: 'yellow', autoClose: 10_000, closeButtonProps });
    },
  });
}
