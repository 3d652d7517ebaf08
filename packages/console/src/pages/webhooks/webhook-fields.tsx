import { MultiSelect, Stack, TextInput } from '@mantine/core';
import { eventCatalogue } from '@ostiary/contract/events';
import type { JSX } from 'react';
import { fieldError } from '../../parts/form-dialog.tsx';
import { useText } from '../../text/text.tsx';
import type { WebhookTexts } from './webhook-form.rules.ts';

export interface WebhookFieldsProps {
  texts: WebhookTexts;
  onChange: (texts: WebhookTexts) => void;
  error: unknown;
}

const eventTypes = Object.keys(eventCatalogue);

/** What a new webhook and one that is changed have in common. */
export function WebhookFields({ texts, onChange, error }: WebhookFieldsProps): JSX.Element {
  const { common, webhooks } = useText();
  return (
    <Stack>
      <TextInput
        label={common.name}
        required
        value={texts.name}
        error={fieldError(error, 'name')}
        onChange={({ currentTarget }) => onChange({ ...texts, name: currentTarget.value })}
      />
      <TextInput
        label={webhooks.url}
        description={webhooks.urlHint}
        required
        inputMode="url"
        value={texts.url}
        error={fieldError(error, 'url')}
        onChange={({ currentTarget }) => onChange({ ...texts, url: currentTarget.value })}
      />
      <MultiSelect
        label={webhooks.types}
        description={webhooks.typesHint}
        data={eventTypes}
        searchable
        value={texts.types}
        error={fieldError(error, 'event_types')}
        onChange={(types) => onChange({ ...texts, types })}
      />
    </Stack>
  );
}
