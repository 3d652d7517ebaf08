import { Button } from '@mantine/core';
import type { JSX } from 'react';
import { accessKeys, grant, revoke, type Holder } from './access-dialog.tsx';
import type { AccessValue } from './access-form.tsx';
import { useChange, type TakenOut } from './use-change.ts';
import { useUndo } from './use-undo.tsx';

export interface TakeAccessProps {
  serviceId: string;
  holder: Pick<Holder, 'type' | 'id'>;
  /** What they have now, to be put back. */
  before: AccessValue;
  words: { button: string; label: string; taken: string };
  takesOut?: TakenOut;
}

/** Takes away what one holder was given in a service, with a way back. */
export function TakeAccess({ serviceId, holder, before, words, takesOut }: TakeAccessProps): JSX.Element {
  const offerUndo = useUndo();
  const putBack = useChange({ run: () => grant(serviceId, holder, before), stale: accessKeys });
  const take = useChange({
    run: () => revoke(serviceId, holder),
    stale: accessKeys,
    done: null,
    onDone: () => offerUndo(words.taken, () => putBack.mutateAsync(undefined)),
    ...(takesOut && { takesOut }),
  });
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={take.isPending}
      aria-label={words.label}
      onClick={() => take.mutate(undefined)}
    >
      {words.button}
    </Button>
  );
}
