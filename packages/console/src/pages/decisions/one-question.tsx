import { Autocomplete, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent, JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { useText } from '../../text/text.tsx';
import { allPermissionsQuery, allRolesQuery } from '../roles/roles.queries.ts';
import { Answer } from './answer.tsx';
import { allServicesQuery } from './decisions.queries.ts';
import { askKinds, isWhole, type Ask, type AskKind } from './decisions.rules.ts';

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];

type Search = Readonly<Record<string, string | undefined>>;

/** The question that the address asks; undefined when it asks none. */
function askFrom({
  ask,
  name = '',
  level = '',
  owner = '',
  method = '',
  address = '',
}: Search): Ask | undefined {
  const kind = askKinds.find((each) => each === ask);
  return kind && { kind, name, level, owner, method, address };
}

function useNames(kind: AskKind): string[] {
  const may = useMay();
  const isOf = (wanted: AskKind, permission: string) => kind === wanted && may(permission);
  const permissions = useQuery({ ...allPermissionsQuery, enabled: isOf('permission', 'roles.read') });
  const roles = useQuery({ ...allRolesQuery, enabled: isOf('role', 'roles.read') });
  const services = useQuery({ ...allServicesQuery, enabled: isOf('service', 'services.read') });
  const found = { permission: permissions.data, role: roles.data, service: services.data };
  const named = kind === 'permission' || kind === 'role' || kind === 'service' ? found[kind] : undefined;
  return (named ?? []).map(({ name }) => name);
}

/** What the question takes beside its kind. */
function Details({ form }: { form: UseFormReturnType<Ask> }): JSX.Element {
  const { decisions } = useText();
  const { kind } = form.values;
  const names = useNames(kind);
  const text = (field: 'level' | 'owner' | 'address', label: string, description?: string) => (
    <TextInput label={label} description={description} {...form.getInputProps(field)} />
  );
  return (
    <>
      {(kind === 'permission' || kind === 'role' || kind === 'service') && (
        <Autocomplete
          label={decisions.names[kind]}
          data={names}
          limit={50}
          required
          {...form.getInputProps('name')}
        />
      )}
      {kind === 'level' && text('level', decisions.level, decisions.levelHint)}
      {kind === 'service' && text('level', decisions.serviceLevel, decisions.serviceLevelHint)}
      {kind === 'owner' && text('owner', decisions.owner, decisions.ownerHint)}
      {kind === 'safe_method' && (
        <Select
          label={decisions.method}
          data={methods}
          allowDeselect={false}
          {...form.getInputProps('method')}
        />
      )}
      {text('address', decisions.address, decisions.addressHint)}
    </>
  );
}

const nothingAsked: Ask = { kind: 'permission', name: '', level: '', owner: '', method: '', address: '' };

/** One question of somebody, which the address has too: a link to it is the question. */
export function OneQuestion({ user }: { user: string }): JSX.Element {
  const { decisions } = useText();
  const navigate = useNavigate();
  const asked = askFrom(useSearch({ strict: false }));
  const form = useForm<Ask>({ mode: 'controlled', initialValues: asked ?? nothingAsked });
  const change = (value: string | null) => {
    const kind = askKinds.find((each) => each === value) ?? 'permission';
    form.setValues({ ...nothingAsked, kind, method: kind === 'safe_method' ? 'GET' : '' });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { kind, ...details } = form.getValues();
    const given = Object.entries(details).filter(([, value]) => value !== '');
    const search = { user, tab: 'question', ask: kind, ...Object.fromEntries(given) };
    void navigate({ to: '/decisions', search });
  };
  return (
    <Stack>
      <form onSubmit={submit}>
        <Stack maw={480}>
          <Select
            label={decisions.kind}
            allowDeselect={false}
            data={askKinds.map((kind) => ({ value: kind, label: decisions.kinds[kind] }))}
            value={form.values.kind}
            onChange={change}
          />
          <Details form={form} />
          <Group>
            <Button type="submit" disabled={!isWhole(form.values)}>
              {decisions.ask}
            </Button>
          </Group>
        </Stack>
      </form>
      {asked && isWhole(asked) && <Answer user={user} ask={asked} />}
    </Stack>
  );
}
