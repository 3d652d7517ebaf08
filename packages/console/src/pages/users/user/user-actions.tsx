import { useState, type JSX } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { PageActions, type PageAction } from '../../../parts/page-actions.tsx';
import { useText } from '../../../text/text.tsx';
import { useActivation } from './activation.tsx';
import { DeletionDialog } from './deletion-dialog.tsx';
import type { UserProps } from './flags.tsx';

/** What can be done with the account as a whole. */
export function UserActions(props: UserProps & { deletion: Schemas['UserDeletionState'] }): JSX.Element {
  const { user, name, deletion } = props;
  const { user: text, users } = useText();
  const may = useMay();
  const [asked, setAsked] = useState<'deactivate' | 'delete'>();
  const close = () => setAsked(undefined);
  const activation = useActivation(props, close);
  const isActive = user.is_active === true;
  const actions: PageAction[] = [];
  if (may('users.update') && isActive) {
    actions.push({ label: users.deactivate, onClick: () => setAsked('deactivate') });
  }
  // What is to be deleted is kept as a whole instead.
  if (may('users.update') && !isActive && deletion.pending === null) {
    actions.push({ label: users.reactivate, onClick: () => activation.mutate(true) });
  }
  if (may('users.delete')) actions.push({ label: text.delete, onClick: () => setAsked('delete') });
  return (
    <>
      <PageActions actions={actions} />
      <ConfirmDialog
        title={users.deactivate}
        button={users.deactivate}
        isOpen={asked === 'deactivate'}
        onClose={() => {
          close();
          activation.reset();
        }}
        onConfirm={() => activation.mutate(false)}
        isPending={activation.isPending}
        error={activation.error}
      >
        {users.deactivateConsequence(name)}
      </ConfirmDialog>
      {asked === 'delete' && <DeletionDialog {...props} state={deletion} onClose={close} />}
    </>
  );
}
