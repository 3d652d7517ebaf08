import { Checkbox, Stack } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { useText } from '../../../text/text.tsx';
import { deviceGrant } from '../kinds.rules.ts';

type Grants = Schemas['Application']['grant_types'];

const forEverybody: Grants = ['authorization_code', 'refresh_token', deviceGrant];
/** Only who can prove who they are gets these (RFC 6749 section 4.4, RFC 8693). */
const forConfidential: Grants = ['client_credentials', 'urn:ietf:params:oauth:grant-type:token-exchange'];

interface GrantChoiceProps {
  value: Grants;
  onChange: (grants: Grants) => void;
  isPublic: boolean;
  error: string | undefined;
}

export function GrantChoice({ value, onChange, isPublic, error }: GrantChoiceProps): JSX.Element {
  const { applications: text } = useText();
  const offered = isPublic ? forEverybody : [...forEverybody, ...forConfidential];
  return (
    <Checkbox.Group
      label={text.grantsTitle}
      error={error}
      value={value}
      onChange={(chosen) => onChange(offered.filter((grant) => chosen.includes(grant)))}
    >
      <Stack gap="xs" mt="xs">
        {offered.map((grant) => (
          <Checkbox key={grant} value={grant} label={text.grants[grant]} description={grant} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
