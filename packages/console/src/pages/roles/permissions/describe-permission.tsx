import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { fieldError, FormDialog } from '../../../parts/form-dialog.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { permissionQuery, type Permission } from '../roles.queries.ts';

export function DescribePermission({ permission }: { permission: Permission }): JSX.Element {
  const { common, roles } = useText();
  const { name } = permission;
  const [isOpen, { open, close }] = useDisclosure();
  const [description, setDescription] = useState('');
  // Lists tell no versions.
  const { data } = useQuery({ ...permissionQuery(name), enabled: isOpen });
  const change = useChange({
    run: () =>
      answerOf(
        api.PATCH('/api/v1/permissions/{permission}', {
          params: { path: { permission: name }, header: { 'If-Match': data?.version ?? '' } },
          body: { description },
        }),
      ),
    stale: [['permissions']],
    onDone: close,
  });
  const begin = () => {
    change.reset();
    setDescription(permission.description);
    open();
  };
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={begin} aria-label={roles.describe(name)}>
        {common.edit}
      </Button>
      <FormDialog
        title={name}
        isOpen={isOpen}
        onClose={close}
        onSubmit={() => change.mutate(undefined)}
        isPending={change.isPending || (isOpen && data === undefined)}
        error={change.error}
      >
        <TextInput
          label={common.description}
          data-autofocus
          value={description}
          onChange={({ currentTarget }) => setDescription(currentTarget.value)}
          error={fieldError(change.error, 'description')}
        />
      </FormDialog>
    </>
  );
}
