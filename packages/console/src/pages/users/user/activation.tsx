import { answerOf, api } from '../../../api/client.ts';
import { useChange } from '../../../parts/use-change.ts';
import { useUndo } from '../../../parts/use-undo.tsx';
import { useText } from '../../../text/text.tsx';
import type { UserProps } from './flags.tsx';

/** Closes an account, or opens it again; either is offered to be undone. */
export function useActivation({ user, version, name }: UserProps, onDone: () => void) {
  const { user: text } = useText();
  const offerUndo = useUndo();
  const stale = [['users'], ['sessions', user.id]];
  const set = (isActive: boolean, ifMatch?: string) =>
    answerOf(
      api.PATCH('/api/v1/users/{id}', {
        params: { path: { id: user.id }, ...(ifMatch !== undefined && { header: { 'If-Match': ifMatch } }) },
        body: { is_active: isActive },
      }),
    );
  const undo = useChange({ run: (isActive: boolean) => set(isActive), stale });
  return useChange({
    run: (isActive: boolean) => set(isActive, version),
    ...{ stale, done: null },
    onDone({ is_active: isActive }) {
      onDone();
      const message = isActive ? text.reactivated(name) : text.deactivated(name);
      offerUndo(message, () => undo.mutateAsync(!isActive));
    },
  });
}
