import { Textarea, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { fieldError, FormDialog, type FormDialogProps } from '../../parts/form-dialog.tsx';
import { useText } from '../../text/text.tsx';

export interface GroupTexts {
  name: string;
  description: string;
}

export interface GroupFormProps extends Omit<FormDialogProps, 'children'> {
  texts: GroupTexts;
  onChange: (texts: GroupTexts) => void;
}

/** What a group is called. */
export function GroupForm({ texts, onChange, ...dialog }: GroupFormProps): JSX.Element {
  const { common, groups } = useText();
  return (
    <FormDialog {...dialog}>
      <TextInput
        label={common.name}
        description={groups.nameHint}
        required
        data-autofocus
        value={texts.name}
        onChange={({ currentTarget }) => onChange({ ...texts, name: currentTarget.value })}
        error={fieldError(dialog.error, 'name')}
      />
      <Textarea
        label={common.description}
        autosize
        minRows={2}
        value={texts.description}
        onChange={({ currentTarget }) => onChange({ ...texts, description: currentTarget.value })}
        error={fieldError(dialog.error, 'description')}
      />
    </FormDialog>
  );
}
