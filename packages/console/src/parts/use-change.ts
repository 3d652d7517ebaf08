import { notifications } from '@mantine/notifications';
import {
  useMutation,
  useQueryClient,
  type QueryClient,
  type QueryKey,
  type UseMutationResult,
} from '@tanstack/react-query';
import { isRefusal } from '../api/refusal.ts';
import { useText } from '../text/text.tsx';

/** What will not be in a list any more. */
export interface TakenOut {
  /** All pages of the list. */
  list: QueryKey;
  isIt: (item: never) => boolean;
}

export interface ChangeOptions<Input, Output> {
  run: (input: Input) => Promise<Output>;
  /** Lists and things that are read again afterwards, and also when somebody else was quicker. */
  stale: readonly QueryKey[];
  /** Said when it is done; default: that it is saved. Null says nothing. */
  done?: string | null;
  onDone?: (output: Output) => void;
  /** The form keeps what was typed over what somebody else saved, and says so itself. */
  keepsTyped?: boolean;
  /** Gone from the list at once, and back with the reason if it is refused: for what is seldom refused. */
  takesOut?: TakenOut;
}

type Pages = [QueryKey, unknown][];

function without(page: unknown, { isIt }: TakenOut): unknown {
  const { items } = (page ?? {}) as { items?: never[] };
  return Array.isArray(items) ? { ...(page as object), items: items.filter((item) => !isIt(item)) } : page;
}

/** Takes it out of what is shown; gives what was shown before. */
async function takeOut(client: QueryClient, taken: TakenOut): Promise<Pages> {
  await client.cancelQueries({ queryKey: taken.list });
  const before = client.getQueriesData({ queryKey: taken.list });
  client.setQueriesData({ queryKey: taken.list }, (page: unknown) => without(page, taken));
  return before;
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
  takesOut,
}: ChangeOptions<Input, Output>): UseMutationResult<Output, unknown, Input> {
  const client = useQueryClient();
  const { common } = useText();
  const closeButtonProps = { 'aria-label': common.close };
  const readAgain = () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
  return useMutation({
    mutationFn: run,
    onMutate: () => (takesOut ? takeOut(client, takesOut) : undefined),
    async onSuccess(output) {
      await readAgain();
      if (done !== null)
        notifications.show({ message: done ?? common.saved, color: 'green', closeButtonProps });
      onDone?.(output);
    },
    async onError(error, _input, shownBefore) {
      for (const [queryKey, page] of shownBefore ?? []) client.setQueryData(queryKey, page);
      if (shownBefore && error instanceof Error) {
        notifications.show({ title: common.failed, message: error.message, color: 'red', closeButtonProps });
      }
      if (!isRefusal(error, 'request.precondition_failed')) return;
      await readAgain();
      if (keepsTyped) return;
      const message = common.changedMeanwhile;
      notifications.show({ message, color: 'yellow', autoClose: 10_000, closeButtonProps });
    },
  });
}
