import { Alert, Group, List, SegmentedControl, Select, Stack } from '@mantine/core';
import { useState, type JSX } from 'react';
import type { Schemas } from '../api/client.ts';
import { isRefusal } from '../api/refusal.ts';
import { useText } from '../text/text.tsx';
import { fieldError } from './form-dialog.tsx';
import { JsonField } from './schema-form/json-field.tsx';
import { SchemaFields } from './schema-form/schema-fields.tsx';
import { fieldsOf, shownPaths } from './schema-form/schema-form.rules.ts';

export interface AccessValue {
  level: string | null;
  data: Record<string, unknown>;
}

export interface AccessFormProps {
  service: Pick<Schemas['SparseService'], 'access_levels' | 'data_schema'>;
  value: AccessValue;
  onChange: (value: AccessValue) => void;
  /** What the server refused. */
  error: unknown;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is wrong with the data where no field is for it to stand beside. */
function Elsewhere({ error, shown }: { error: unknown; shown: readonly string[] }): JSX.Element | null {
  const { userAccess } = useText();
  if (!isRefusal(error)) return null;
  const left = Object.entries(error.fields).filter(([path]) => !shown.includes(path));
  if (left.length === 0) return null;
  return (
    <Alert color="red" role="alert" title={userAccess.elsewhere}>
      <List>
        {left.map(([path, message]) => (
          <List.Item key={path}>
            <code>{path}</code> {message}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** The service's own data: as a form that its schema draws, or as the JSON that it is. */
function DataForm({ service, value, onChange, error }: AccessFormProps): JSX.Element {
  const { userAccess } = useText();
  const [view, setView] = useState('form');
  const schema = service.data_schema ?? null;
  if (schema === null) return <Elsewhere error={error} shown={['level']} />;
  const fields = fieldsOf(schema);
  const isForm = view === 'form' && fields.length > 0;
  const setData = (data: unknown): void => {
    if (isObject(data) || data === undefined) onChange({ ...value, data: data ?? {} });
  };
  return (
    <>
      {fields.length > 0 && (
        <Group>
          <SegmentedControl
            aria-label={userAccess.view}
            size="xs"
            value={view}
            onChange={setView}
            data={[
              { value: 'form', label: userAccess.asForm },
              { value: 'json', label: 'JSON' },
            ]}
          />
        </Group>
      )}
      {isForm ? (
        <SchemaFields fields={fields} data={value.data} onChange={setData} error={error} />
      ) : (
        <JsonField label={userAccess.data} mustBeObject value={value.data} onChange={setData} />
      )}
      <Elsewhere error={error} shown={['level', ...(isForm ? shownPaths(fields) : [])]} />
    </>
  );
}

/** What is given in one service: a level, and the service's own data as its schema says. */
export function AccessForm(props: AccessFormProps): JSX.Element {
  const { service, value, onChange, error } = props;
  const { lists, userAccess } = useText();
  const { access_levels: levels = [] } = service;
  return (
    <Stack>
      {levels.length > 0 && (
        <Select
          label={lists.level}
          data={levels}
          placeholder={userAccess.noLevel}
          clearable
          value={value.level}
          error={fieldError(error, 'level')}
          onChange={(level) => onChange({ ...value, level })}
        />
      )}
      <DataForm {...props} />
      {levels.length === 0 && isRefusal(error) && error.fields['level'] !== undefined && (
        <Alert color="red" role="alert" title={error.fields['level']} />
      )}
    </Stack>
  );
}
