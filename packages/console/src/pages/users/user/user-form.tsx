import { Alert, Checkbox, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useState, type JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { isRefusal } from '../../../api/refusal.ts';
import { fieldError, FormDialog } from '../../../parts/form-dialog.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { changesOf, rebase, toForm, type ProfileForm } from './profile.rules.ts';

export interface UserFormProps {
  user: Schemas['SparseUser'];
  version: string;
  name: string;
  onClose: () => void;
}

/** A form over what may change under it: when it does, what was typed stays. */
function useRebasedForm({ user, version }: Pick<UserFormProps, 'user' | 'version'>) {
  const [base, setBase] = useState({ version, values: toForm(user) });
  const [disputed, setDisputed] = useState<readonly string[]>([]);
  const form = useForm<ProfileForm>({ initialValues: base.values });
  useEffect(() => {
    if (version === base.version) return;
    const now = toForm(user);
    const rebased = rebase(base.values, form.values, now);
    form.setValues(rebased.values);
    setDisputed(rebased.disputed);
    setBase({ version, values: now });
  }, [version, base, user, form]);
  return { form, base, disputed };
}

function useFieldProps({ form, base, disputed }: ReturnType<typeof useRebasedForm>, error: unknown) {
  const { user: text } = useText();
  return (field: Exclude<keyof ProfileForm, 'email_verified'>) => {
    const now = base.values[field];
    const note = now === '' ? text.nowEmpty : text.nowIs(now);
    return {
      ...form.getInputProps(field),
      error: fieldError(error, field),
      ...(disputed.includes(field) && { description: note }),
    };
  };
}

/** Who somebody is. */
export function UserForm({ user, version, name, onClose }: UserFormProps): JSX.Element {
  const { user: text, users } = useText();
  const rebased = useRebasedForm({ user, version });
  const { form, base } = rebased;
  const change = useChange({
    run: (body: Schemas['UserChanges']) =>
      answerOf(
        api.PATCH('/api/v1/users/{id}', {
          params: { path: { id: user.id }, header: { 'If-Match': base.version } },
          body,
        }),
      ),
    stale: [['users']],
    keepsTyped: true,
    onDone: onClose,
  });
  const isOutdated = isRefusal(change.error, 'request.precondition_failed');
  const props = useFieldProps(rebased, change.error);
  const submit = () => {
    const changes = changesOf(base.values, form.values);
    if (Object.keys(changes).length === 0) onClose();
    else change.mutate(changes);
  };
  return (
    <FormDialog
      isOpen
      title={text.editTitle(name)}
      onClose={onClose}
      onSubmit={submit}
      isPending={change.isPending}
      error={isOutdated ? null : change.error}
    >
      {isOutdated && (
        <Alert color="yellow" role="alert">
          {text.rebased}
        </Alert>
      )}
      <TextInput label={users.email} type="email" autoComplete="off" {...props('email')} />
      <Checkbox
        label={text.emailConfirmed}
        description={text.emailConfirmedHint}
        {...form.getInputProps('email_verified', { type: 'checkbox' })}
      />
      <TextInput label={users.username} autoComplete="off" {...props('username')} />
      <TextInput label={text.firstName} autoComplete="off" {...props('first_name')} />
      <TextInput label={text.lastName} autoComplete="off" {...props('last_name')} />
      <TextInput label={text.phone} type="tel" autoComplete="off" {...props('phone')} />
      <TextInput
        label={text.externalId}
        description={text.externalIdHint}
        autoComplete="off"
        {...props('external_id')}
      />
    </FormDialog>
  );
}
