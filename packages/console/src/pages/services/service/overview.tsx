import { Button, Group, Stack } from '@mantine/core';
import { useState, type JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { Facts } from '../../../parts/facts.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { Time } from '../../../parts/time.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { Words } from '../../../parts/words.tsx';
import { useText } from '../../../text/text.tsx';
import { NameField, ServiceFields } from '../service-fields.tsx';
import { changesOf, textsOf, type ServiceTexts } from '../service-form.rules.ts';
import type { VersionedService } from './service.page.tsx';

interface EditProps extends VersionedService {
  onClose: () => void;
}

/** What was typed stays, whatever somebody else has changed meanwhile; only what was changed is sent. */
function Edit({ service, version, onClose }: EditProps): JSX.Element {
  const { common } = useText();
  const [before] = useState(() => textsOf(service));
  const [texts, setTexts] = useState<ServiceTexts>(before);
  const change = useChange({
    run: () =>
      answerOf(
        api.PATCH('/api/v1/services/{service}', {
          params: { path: { service: service.id }, header: { 'If-Match': version } },
          body: changesOf(before, texts),
        }),
      ),
    stale: [['services']],
    onDone: onClose,
  });
  const fields = { texts, onChange: setTexts, error: change.error };
  return (
    <FormDialog
      title={common.edit}
      isOpen
      onClose={onClose}
      onSubmit={() => change.mutate(undefined)}
      isPending={change.isPending}
      error={change.error}
    >
      <NameField {...fields} />
      <ServiceFields {...fields} />
    </FormDialog>
  );
}

export function Overview(latest: VersionedService): JSX.Element {
  const { common, lists, services } = useText();
  const may = useMay();
  const [isEditing, setIsEditing] = useState(false);
  const { service } = latest;
  const { entry, description = '', access_levels: levels = [], scopes = [], fields = [] } = service;
  return (
    <Stack>
      <Facts
        label={services.tabs.overview}
        facts={[
          [lists.audience, <code>{service.audience}</code>],
          [common.description, description],
          [lists.entry, entry === 'granted' ? lists.onlyGranted : lists.everyone],
          [lists.accessLevels, <Words words={levels} />],
          [services.scopes, <Words words={scopes.map(({ name }) => name)} />],
          [services.fields, <Words words={fields} />],
          [common.created, <Time at={service.created_at ?? null} />],
          [common.changed, <Time at={service.updated_at ?? null} />],
          ['Id', <code>{service.id}</code>],
        ]}
      />
      {may('services.manage') && (
        <Group>
          <Button variant="default" onClick={() => setIsEditing(true)}>
            {common.edit}
          </Button>
        </Group>
      )}
      {isEditing && <Edit {...latest} onClose={() => setIsEditing(false)} />}
    </Stack>
  );
}
