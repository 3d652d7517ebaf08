import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { fieldError, FormDialog } from '../../../parts/form-dialog.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';

/** One that a service asks about. */
export function NewPermission(): JSX.Element {
  const { common, roles } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const form = useForm({ initialValues: { name: '', description: '' } });
  const creation = useChange({
    run: (body: { name: string; description: string }) => answerOf(api.POST('/api/v1/permissions', { body })),
    stale: [['permissions']],
    onDone: close,
  });
  const begin = () => {
    creation.reset();
    form.reset();
    open();
  };
  return (
    <>
      <Button variant="default" onClick={begin}>
        {roles.newPermission}
      </Button>
      <FormDialog
        title={roles.newPermission}
        isOpen={isOpen}
        onClose={close}
        onSubmit={() => creation.mutate(form.getValues())}
        button={common.create}
        isPending={creation.isPending}
        error={creation.error}
      >
        <TextInput
          label={common.name}
          description={roles.permissionNameHint}
          placeholder="orders.read"
          required
          data-autofocus
          {...form.getInputProps('name')}
          error={fieldError(creation.error, 'name')}
        />
        <TextInput
          label={common.description}
          {...form.getInputProps('description')}
          error={fieldError(creation.error, 'description')}
        />
      </FormDialog>
    </>
  );
}
