import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { fromFields, RoleFields, type RoleTexts } from '../role-fields.tsx';
import type { Role } from '../roles.queries.ts';

function textsOf({ name, description, level }: Role): RoleTexts {
  return { name, description, level: level ?? '' };
}

/** Its name, description and level. */
export function EditRole({ role, version }: { role: Role; version: string }): JSX.Element {
  const { common } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const form = useForm<RoleTexts>({ initialValues: textsOf(role) });
  const change = useChange({
    run: (texts: RoleTexts) => {
      const { name, description, level } = fromFields(texts);
      return answerOf(
        api.PATCH('/api/v1/roles/{role}', {
          params: { path: { role: role.id }, header: { 'If-Match': version } },
          // What was left as it was may be another by now, and stays that.
          body: {
            ...(form.isDirty('name') && { name }),
            ...(form.isDirty('description') && { description }),
            ...(form.isDirty('level') && { level }),
          },
        }),
      );
    },
    stale: [['roles'], ['groups']],
    onDone: close,
  });
  const begin = () => {
    change.reset();
    form.setInitialValues(textsOf(role));
    form.setValues(textsOf(role));
    open();
  };
  return (
    <>
      <Button variant="default" onClick={begin}>
        {common.edit}
      </Button>
      <FormDialog
        title={role.name}
        isOpen={isOpen}
        onClose={close}
        onSubmit={() => change.mutate(form.getValues())}
        isPending={change.isPending}
        error={change.error}
      >
        <RoleFields form={form} error={change.error} isNameFixed={role.is_builtin} />
      </FormDialog>
    </>
  );
}
