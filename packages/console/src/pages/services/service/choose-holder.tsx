import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type JSX } from 'react';
import type { Holder, HolderType } from '../../../parts/access-dialog.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { NamePicker } from '../../../parts/name-picker.tsx';
import { nameOfUser, UserPicker, type FoundUser } from '../../../parts/user-picker.tsx';
import { useText } from '../../../text/text.tsx';

export interface ChooseHolderProps {
  kind: HolderType;
  onChoose: (holder: Holder) => void;
}

/** Whom to give access: found as one types. */
export function ChooseHolder({ kind, onChoose }: ChooseHolderProps): JSX.Element {
  const { areas, services, users, userAccess } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const [user, setUser] = useState<FoundUser | null>(null);
  const [name, setName] = useState('');
  const begin = (): void => {
    setUser(null);
    setName('');
    open();
  };
  const choose = (): void => {
    if (kind === 'user' ? user === null : name === '') return;
    close();
    onChoose(
      user === null || kind !== 'user'
        ? { type: kind, id: name, name }
        : { type: kind, id: user.id, name: nameOfUser(user) },
    );
  };
  return (
    <>
      <Button onClick={begin}>{userAccess.give}</Button>
      <FormDialog
        title={services.toWhom}
        button={services.goOn}
        isOpen={isOpen}
        onClose={close}
        onSubmit={choose}
        isPending={false}
        error={null}
      >
        <Stack>
          {kind === 'user' && <UserPicker label={users.search} value={user} onChoose={setUser} />}
          {kind === 'group' && (
            <NamePicker kind="groups" label={areas.groups} value={name} onChange={setName} />
          )}
          {kind === 'role' && <NamePicker kind="roles" label={users.role} value={name} onChange={setName} />}
        </Stack>
      </FormDialog>
    </>
  );
}
