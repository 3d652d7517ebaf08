import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { useId, type JSX } from 'react';
import { useText } from '../../text/text.tsx';

export interface UriListProps {
  label: string;
  description: string;
  placeholder?: string;
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** What is wrong with each, in their order. */
  errors: readonly (string | undefined)[];
}

/** Addresses, one below the other, each with what is wrong with it. */
export function UriList({ values, onChange, errors, ...words }: UriListProps): JSX.Element {
  const { applications: text } = useText();
  const id = useId();
  const shown = values.length === 0 ? [''] : values;
  const replaced = (index: number, uri: string) => shown.map((value, at) => (at === index ? uri : value));
  return (
    <Stack gap={6} role="group" aria-labelledby={id}>
      <div>
        <Input.Label id={id} labelElement="div">
          {words.label}
        </Input.Label>
        <Input.Description>{words.description}</Input.Description>
      </div>
      {shown.map((uri, index) => (
        <Group key={index} wrap="nowrap" align="start" gap="xs">
          <TextInput
            flex={1}
            type="url"
            inputMode="url"
            aria-label={`${words.label} ${index + 1}`}
            placeholder={words.placeholder}
            value={uri}
            error={errors[index]}
            onChange={({ currentTarget }) => onChange(replaced(index, currentTarget.value))}
          />
          {shown.length > 1 && (
            <ActionIcon
              variant="default"
              size={36}
              aria-label={text.removeAddress(index + 1)}
              onClick={() => onChange(shown.filter((_value, at) => at !== index))}
            >
              <span aria-hidden="true">×</span>
            </ActionIcon>
          )}
        </Group>
      ))}
      <Button variant="subtle" size="compact-sm" w="fit-content" onClick={() => onChange([...shown, ''])}>
        {text.addAddress}
      </Button>
    </Stack>
  );
}
