import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type JSX } from 'react';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { ButtonLink } from '../../parts/button-link.tsx';
import { Page } from '../../parts/page.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { SecretOnce } from '../../parts/secret-once.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useText } from '../../text/text.tsx';
import { WebhookFields } from './webhook-fields.tsx';
import { creationOf, emptyWebhook, type WebhookTexts } from './webhook-form.rules.ts';

type Created = Schemas['WebhookCreated'];

function Done({ created }: { created: Created }): JSX.Element {
  const { webhooks } = useText();
  return (
    <Page title={created.name}>
      <Stack maw={700}>
        <SecretOnce label={webhooks.secret} secret={created.secret} />
        <Text>{webhooks.secretAbout}</Text>
        <Group>
          <ButtonLink to="/webhooks/$webhook" params={{ webhook: created.id }}>
            {webhooks.goOn}
          </ButtonLink>
        </Group>
      </Stack>
    </Page>
  );
}

/** Sets one up, and shows its secret this once. */
export function NewWebhookPage(): JSX.Element {
  const { webhooks } = useText();
  const [texts, setTexts] = useState<WebhookTexts>(emptyWebhook);
  const [created, setCreated] = useState<Created>();
  const change = useChange({
    run: () => answerOf(api.POST('/api/v1/webhooks', { body: creationOf(texts) })),
    stale: [['webhooks']],
    done: null,
    onDone: setCreated,
  });
  if (created) return <Done created={created} />;
  return (
    <Page title={webhooks.add}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(undefined);
        }}
      >
        <Stack maw={700}>
          <Text>{webhooks.about}</Text>
          {change.error != null && <RefusalAlert error={change.error} />}
          <WebhookFields texts={texts} onChange={setTexts} error={change.error} />
          <Group>
            <Button type="submit" loading={change.isPending}>
              {webhooks.setUp}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
