import { JsonInput, Select, Stack } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../api/client.ts';
import { useText } from '../text/text.tsx';
import { fieldError } from './form-dialog.tsx';

export interface AccessValue {
  level: string | null;
  data: Record<string, unknown>;
}

export interface AccessFormProps {
  service: Pick<Schemas['Service'], 'access_levels' | 'data_schema'>;
  value: AccessValue;
  onChange: (value: AccessValue) => void;
  /** What the server refused. */
  error: unknown;
}

/** What is given in one service: a level, and the service's own data as its schema says. */
export function AccessForm({ service, value, onChange, error }: AccessFormProps): JSX.Element {
  const { lists } = useText();
  return (
    <Stack>
      <Select
        label={lists.level}
        data={service.access_levels}
        value={value.level}
        error={fieldError(error, 'level')}
        onChange={(level) => onChange({ ...value, level })}
      />
      <JsonInput label="data" value={JSON.stringify(value.data, null, 2)} readOnly />
    </Stack>
  );
}
