import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { fieldError } from '../../parts/form-dialog.tsx';
import { Page } from '../../parts/page.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useText } from '../../text/text.tsx';
import { NameField, ServiceFields } from './service-fields.tsx';
import { creationOf, emptyService, proposedAudience, type ServiceTexts } from './service-form.rules.ts';

/** Registers a service, and goes on to how it is connected. */
export function NewServicePage(): JSX.Element {
  const { lists, services } = useText();
  const navigate = useNavigate();
  const [texts, setTexts] = useState<ServiceTexts>(emptyService);
  const change = useChange({
    run: () => answerOf(api.POST('/api/v1/services', { body: creationOf(texts) })),
    stale: [['services']],
    done: services.created,
    onDone: ({ id }) =>
      void navigate({ to: '/services/$service', params: { service: id }, search: { tab: 'connect' } }),
  });
  /** Follows the name until somebody writes another one. */
  const rename = (next: ServiceTexts): void => {
    const isProposed = texts.audience === proposedAudience(texts.name);
    setTexts(isProposed ? { ...next, audience: proposedAudience(next.name) } : next);
  };
  const { error } = change;
  return (
    <Page title={services.add}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(undefined);
        }}
      >
        <Stack maw={700}>
          {error != null && <RefusalAlert error={error} />}
          <NameField texts={texts} onChange={rename} error={error} />
          <TextInput
            label={lists.audience}
            description={services.audienceHint}
            required
            value={texts.audience}
            error={fieldError(error, 'audience')}
            onChange={({ currentTarget }) => setTexts({ ...texts, audience: currentTarget.value })}
          />
          <ServiceFields texts={texts} onChange={setTexts} error={error} />
          <Group>
            <Button type="submit" loading={change.isPending}>
              {services.register}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
