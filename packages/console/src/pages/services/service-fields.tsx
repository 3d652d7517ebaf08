import { Radio, Stack, TagsInput, TextInput, Textarea } from '@mantine/core';
import type { JSX } from 'react';
import { fieldError } from '../../parts/form-dialog.tsx';
import { useText } from '../../text/text.tsx';
import type { ServiceTexts } from './service-form.rules.ts';

export interface ServiceFieldsProps {
  texts: ServiceTexts;
  onChange: (texts: ServiceTexts) => void;
  error: unknown;
}

/** What a new service and one that is changed have in common. */
export function ServiceFields({ texts, onChange, error }: ServiceFieldsProps): JSX.Element {
  const { common, lists, services } = useText();
  return (
    <Stack>
      <Textarea
        label={common.description}
        autosize
        value={texts.description}
        error={fieldError(error, 'description')}
        onChange={({ currentTarget }) => onChange({ ...texts, description: currentTarget.value })}
      />
      <Radio.Group
        label={lists.entry}
        value={texts.entry}
        error={fieldError(error, 'entry')}
        onChange={(entry) => onChange({ ...texts, entry: entry === 'granted' ? 'granted' : 'everyone' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="everyone" label={lists.everyone} description={services.everyoneHint} />
          <Radio value="granted" label={lists.onlyGranted} description={services.grantedHint} />
        </Stack>
      </Radio.Group>
      <TagsInput
        label={lists.accessLevels}
        description={services.levelsHint}
        value={texts.levels}
        error={fieldError(error, 'access_levels')}
        onChange={(levels) => onChange({ ...texts, levels })}
      />
    </Stack>
  );
}

export function NameField({ texts, onChange, error }: ServiceFieldsProps): JSX.Element {
  const { common } = useText();
  return (
    <TextInput
      label={common.name}
      required
      value={texts.name}
      error={fieldError(error, 'name')}
      onChange={({ currentTarget }) => onChange({ ...texts, name: currentTarget.value })}
    />
  );
}
