import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState, type JSX } from 'react';
import { useText } from '../../text/text.tsx';

function parse(text: string, mustBeObject: boolean): { value: unknown } | undefined {
  if (text.trim() === '') return { value: undefined };
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return mustBeObject && !isObject ? undefined : { value };
  } catch {
    return undefined;
  }
}

export interface JsonFieldProps {
  label: string;
  description?: string | undefined;
  isRequired?: boolean;
  /** Other JSON than an object is as wrong as none. */
  mustBeObject?: boolean;
  /** Undefined shows nothing. */
  value: unknown;
  /** Only of what is JSON; undefined for an empty field. */
  onChange: (value: unknown) => void;
  error?: string | undefined;
}

/** Anything, as JSON. What is not JSON yet stays as it was typed, and changes nothing. */
export function JsonField(props: JsonFieldProps): JSX.Element {
  const { label, description, isRequired = false, mustBeObject = false, value, onChange, error } = props;
  const { userAccess } = useText();
  const written = value === undefined ? '' : JSON.stringify(value, null, 2);
  const [typed, setTyped] = useState({ written, text: written });
  const text = typed.written === written ? typed.text : written;
  const isBad = parse(text, mustBeObject) === undefined;
  const field = useRef<HTMLTextAreaElement>(null);
  // The browser sends no form with such a field in it.
  useEffect(() => field.current?.setCustomValidity(isBad ? userAccess.notJson : ''), [isBad, userAccess]);
  return (
    <Textarea
      ref={field}
      label={label}
      description={description}
      required={isRequired}
      value={text}
      autosize
      minRows={3}
      maxRows={20}
      spellCheck={false}
      error={isBad ? userAccess.notJson : error}
      styles={{ input: { fontFamily: 'monospace' } }}
      onChange={({ currentTarget }) => {
        const next = currentTarget.value;
        const parsed = parse(next, mustBeObject);
        const becomes = parsed?.value === undefined ? '' : JSON.stringify(parsed.value, null, 2);
        setTyped({ written: parsed ? becomes : written, text: next });
        if (parsed) onChange(parsed.value);
      }}
    />
  );
}
