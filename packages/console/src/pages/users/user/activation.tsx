import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';

interface ActivationProps {
  user: Schemas['SparseUser'];
  version: string;
  name: string;
}

/** Closes an account, or opens it again. */
export function Activation({ user, version, name }: ActivationProps): JSX.Element {
  const { users } = useText();
  const isActive = user.is_active === true;
  const change = useChange({
    run: () =>
      answerOf(
        api.PATCH('/api/v1/users/{id}', {
          params: { path: { id: user.id }, header: { 'If-Match': version } },
          body: { is_active: !isActive },
        }),
      ),
    stale: [['users'], ['sessions', user.id]],
  });
  return (
    <ConfirmButton
      label={isActive ? users.deactivate : users.reactivate}
      consequence={isActive ? users.deactivateConsequence(name) : users.reactivateConsequence(name)}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutateAsync(undefined)}
    />
  );
}
