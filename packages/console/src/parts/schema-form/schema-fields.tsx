import { Checkbox, Fieldset, NumberInput, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useState, type JSX } from 'react';
import { fieldError } from '../form-dialog.tsx';
import { JsonField } from './json-field.tsx';
import { errorPath, readAt, writeAt, type Field, type JsonObject } from './schema-form.rules.ts';

interface FormOf<F extends Field = Field> {
  field: F;
  data: JsonObject;
  onChange: (data: JsonObject) => void;
  /** What the server refused. */
  error: unknown;
}

type OfKind<K extends Field['kind']> = FormOf<Extract<Field, { kind: K }>>;

const inputTypes: Readonly<Record<string, string>> = {
  date: 'date',
  email: 'email',
  uri: 'url',
  time: 'time',
};

/** What every kind of input shows of a field, and how it writes: nothing is left out, or null where that is a value. */
function useField({ field, data, onChange, error }: FormOf) {
  const { path, label, description, isRequired, isNullable } = field;
  const nothing = isNullable && isRequired ? null : undefined;
  return {
    shown: { label, description, required: isRequired, error: fieldError(error, errorPath(field)) },
    value: readAt(data, path),
    write: (value: unknown) => onChange(writeAt(data, path, value === undefined ? nothing : value)),
  };
}

function TextField(props: OfKind<'text'>): JSX.Element {
  const { shown, value, write } = useField(props);
  const { format = '', maxLength } = props.field;
  return (
    <TextInput
      {...shown}
      type={inputTypes[format] ?? 'text'}
      {...(maxLength !== undefined && { maxLength })}
      value={typeof value === 'string' ? value : ''}
      onChange={({ currentTarget }) => write(currentTarget.value === '' ? undefined : currentTarget.value)}
    />
  );
}

/** Undefined for what is no number, or none yet: `-`, and nothing at all. */
function numberIn(typed: number | string): number | undefined {
  const text = String(typed).trim();
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

function NumberField(props: OfKind<'number'>): JSX.Element {
  const { shown, value, write } = useField(props);
  const { isInteger, minimum, maximum } = props.field;
  // As it is typed: `1.` on the way to `1.25` is not `1`.
  const [typed, setTyped] = useState<number | string>(typeof value === 'number' ? value : '');
  return (
    <NumberInput
      {...shown}
      // What is out of bounds is told, not made into something else.
      clampBehavior="none"
      allowDecimal={!isInteger}
      {...(minimum !== undefined && { min: minimum })}
      {...(maximum !== undefined && { max: maximum })}
      value={typed}
      onChange={(next) => {
        setTyped(next);
        write(numberIn(next));
      }}
    />
  );
}

function FlagField(props: OfKind<'flag'>): JSX.Element {
  const { shown, value, write } = useField(props);
  const { required: _required, ...rest } = shown;
  return (
    <Checkbox
      {...rest}
      checked={value === true}
      onChange={({ currentTarget }) => write(currentTarget.checked)}
    />
  );
}

function ChoiceField(props: OfKind<'choice'>): JSX.Element {
  const { shown, value, write } = useField(props);
  const { choices } = props.field;
  return (
    <Select
      {...shown}
      data={choices.map(({ text, label }) => ({ value: text, label }))}
      value={value === undefined ? null : JSON.stringify(value)}
      clearable={!props.field.isRequired}
      onChange={(text) => write(text === null ? undefined : JSON.parse(text))}
    />
  );
}

function TextsField(props: OfKind<'texts'>): JSX.Element {
  const { shown, value, write } = useField(props);
  const texts = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  return (
    <TagsInput
      {...shown}
      splitChars={[]}
      allowDuplicates
      value={texts}
      onChange={(next) => write(next.length === 0 ? undefined : next)}
    />
  );
}

function AnyField(props: OfKind<'json'>): JSX.Element {
  const { shown, value, write } = useField(props);
  const { required, ...rest } = shown;
  return <JsonField {...rest} isRequired={required} value={value} onChange={write} />;
}

function OneField({ field, ...props }: FormOf): JSX.Element {
  switch (field.kind) {
    case 'group':
      return (
        <Fieldset legend={field.label}>
          <SchemaFields fields={field.fields} {...props} />
        </Fieldset>
      );
    case 'text':
      return <TextField field={field} {...props} />;
    case 'number':
      return <NumberField field={field} {...props} />;
    case 'flag':
      return <FlagField field={field} {...props} />;
    case 'choice':
      return <ChoiceField field={field} {...props} />;
    case 'texts':
      return <TextsField field={field} {...props} />;
    case 'json':
      return <AnyField field={field} {...props} />;
  }
}

/** A form as a schema draws it. What no field is for stays in the data as it is. */
export function SchemaFields({
  fields,
  ...props
}: Omit<FormOf, 'field'> & { fields: readonly Field[] }): JSX.Element {
  return (
    <Stack>
      {fields.map((field) => (
        <OneField key={field.path.join('.')} field={field} {...props} />
      ))}
    </Stack>
  );
}
