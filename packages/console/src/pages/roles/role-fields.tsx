import { NumberInput, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { JSX } from 'react';
import { fieldError } from '../../parts/form-dialog.tsx';
import { useText } from '../../text/text.tsx';

export interface RoleTexts {
  name: string;
  description: string;
  /** Empty for none. */
  level: number | string;
}

/** As the API takes them. */
export function fromFields({ name, description, level }: RoleTexts) {
  return {
    name: name.trim(),
    description: description.trim(),
    level: typeof level === 'number' ? level : null,
  };
}

export interface RoleFieldsProps {
  form: UseFormReturnType<RoleTexts>;
  error: unknown;
  /** Built-in roles keep their names. */
  isNameFixed?: boolean;
}

/** What a role is called, and how powerful it is. */
export function RoleFields({ form, error, isNameFixed = false }: RoleFieldsProps): JSX.Element {
  const { common, lists, roles } = useText();
  return (
    <>
      <TextInput
        label={common.name}
        description={isNameFixed ? roles.nameFixed : roles.nameHint}
        required
        disabled={isNameFixed}
        data-autofocus
        {...form.getInputProps('name')}
        error={fieldError(error, 'name')}
      />
      <Textarea
        label={common.description}
        autosize
        minRows={2}
        {...form.getInputProps('description')}
        error={fieldError(error, 'description')}
      />
      <NumberInput
        label={lists.level}
        description={roles.levelHint}
        min={0}
        max={1000}
        allowDecimal={false}
        {...form.getInputProps('level')}
        error={fieldError(error, 'level')}
      />
    </>
  );
}
