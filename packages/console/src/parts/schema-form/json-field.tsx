import { JsonInput } from '@mantine/core';
import { useState, type JSX } from 'react';
import { useText } from '../../text/text.tsx';

function parse(text: string): { value: unknown } | undefined {
  if (text.trim() === '') return { value: undefined };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

export interface JsonFieldProps {
  label: string;
  description?: string | undefined;
  isRequired?: boolean;
  /** Undefined shows nothing. */
  value: unknown;
  /** Only of what is JSON; undefined for an empty field. */
  onChange: (value: unknown) => void;
  error?: string | undefined;
}

/** Anything, as JSON. What is not JSON yet stays as it was typed, and changes nothing. */
export function JsonField(props: JsonFieldProps): JSX.Element {
  const { label, description, isRequired = false, value, onChange, error } = props;
  const { userAccess } = useText();
  const written = value === undefined ? '' : JSON.stringify(value, null, 2);
  const [typed, setTyped] = useState({ written, text: written });
  const text = typed.written === written ? typed.text : written;
  const isBad = parse(text) === undefined;
  return (
    <JsonInput
      label={label}
      description={description}
      required={isRequired}
      value={text}
      autosize
      minRows={3}
      maxRows={20}
      spellCheck={false}
      error={isBad ? userAccess.notJson : error}
      onChange={(next) => {
        const parsed = parse(next);
        const becomes = parsed?.value === undefined ? '' : JSON.stringify(parsed.value, null, 2);
        setTyped({ written: parsed ? becomes : written, text: next });
        if (parsed) onChange(parsed.value);
      }}
    />
  );
}
