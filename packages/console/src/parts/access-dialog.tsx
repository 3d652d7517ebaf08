import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { answerOf, api, type Schemas } from '../api/client.ts';
import { AccessForm, type AccessValue } from './access-form.tsx';
import { Dialog } from './dialog.tsx';
import { FormDialog } from './form-dialog.tsx';
import { Loading } from './loading.tsx';
import { RefusalAlert } from './refusal-alert.tsx';
import { serviceQuery } from './service.query.ts';
import { useChange } from './use-change.ts';
import { useText } from '../text/text.tsx';

export type HolderType = 'user' | 'group' | 'role';

export interface Holder {
  type: HolderType;
  /** Id, or the name of a group or role. */
  id: string;
  name: string;
}

export function grant(service: string, { type, id }: Pick<Holder, 'type' | 'id'>, body: AccessValue) {
  switch (type) {
    case 'user':
      return answerOf(
        api.PUT('/api/v1/services/{service}/access/users/{user}', {
          params: { path: { service, user: id } },
          body,
        }),
      );
    case 'group':
      return answerOf(
        api.PUT('/api/v1/services/{service}/access/groups/{group}', {
          params: { path: { service, group: id } },
          body,
        }),
      );
    case 'role':
      return answerOf(
        api.PUT('/api/v1/services/{service}/access/roles/{role}', {
          params: { path: { service, role: id } },
          body,
        }),
      );
  }
}

export function revoke(service: string, { type, id }: Pick<Holder, 'type' | 'id'>) {
  switch (type) {
    case 'user':
      return answerOf(
        api.DELETE('/api/v1/services/{service}/access/users/{user}', {
          params: { path: { service, user: id } },
        }),
      );
    case 'group':
      return answerOf(
        api.DELETE('/api/v1/services/{service}/access/groups/{group}', {
          params: { path: { service, group: id } },
        }),
      );
    case 'role':
      return answerOf(
        api.DELETE('/api/v1/services/{service}/access/roles/{role}', {
          params: { path: { service, role: id } },
        }),
      );
  }
}

/** Everything that shows who has access where. */
export const accessKeys = [['access'], ['decisions']];

interface GrantFormProps {
  service: Schemas['SparseService'];
  holder: Holder;
  before: AccessValue | null;
  onClose: () => void;
}

function GrantForm({ service, holder, before, onClose }: GrantFormProps): JSX.Element {
  const { userAccess } = useText();
  const { name = service.id, access_levels: levels = [], data_schema: schema = null } = service;
  const [value, setValue] = useState<AccessValue>(before ?? { level: null, data: {} });
  const change = useChange({
    run: () => grant(service.id, holder, value),
    stale: accessKeys,
    onDone: onClose,
  });
  return (
    <FormDialog
      title={userAccess.accessTo(holder.name, name)}
      isOpen
      onClose={onClose}
      onSubmit={() => change.mutate(undefined)}
      button={before === null ? userAccess.give : userAccess.change}
      isPending={change.isPending}
      error={change.error}
    >
      {levels.length === 0 && schema === null && <Text>{userAccess.nothingToSay}</Text>}
      <AccessForm service={service} value={value} onChange={setValue} error={change.error} />
    </FormDialog>
  );
}

/** Gives somebody access to a service, or changes it. */
export function AccessDialog(props: Omit<GrantFormProps, 'service'> & { serviceId: string }): JSX.Element {
  const { serviceId, ...form } = props;
  const { data, error } = useQuery(serviceQuery(serviceId));
  if (data) return <GrantForm service={data.data} {...form} />;
  return (
    <Dialog opened onClose={props.onClose} title={props.holder.name}>
      {error ? <RefusalAlert error={error} /> : <Loading />}
    </Dialog>
  );
}
