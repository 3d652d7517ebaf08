import { List, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { isRefusal } from '../../../api/refusal.ts';
import { Facts } from '../../../parts/facts.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { Words } from '../../../parts/words.tsx';
import { useText } from '../../../text/text.tsx';
import { AddressLines } from '../address-lines.tsx';
import { signsPeopleIn } from '../kinds.rules.ts';
import { creationOf, type Draft } from './draft.rules.ts';

/** Everything once more, before it is made. */
export function ReviewStep({ draft, error }: { draft: Draft; error: unknown }): JSX.Element {
  const { applications: text, common, lists } = useText();
  const made = creationOf(draft);
  const addresses: [string, readonly string[] | undefined][] = [
    [text.redirectUris, made.redirect_uris],
    [text.postLogoutUris, made.post_logout_redirect_uris],
    [text.allowedOrigins, made.allowed_origins],
  ];
  return (
    <Stack>
      {error != null && <RefusalAlert error={error} />}
      {isRefusal(error) && Object.keys(error.fields).length > 0 && (
        <List size="sm">
          {Object.entries(error.fields).map(([path, message]) => (
            <List.Item key={path}>
              <code>{path}</code>: {message}
            </List.Item>
          ))}
        </List>
      )}
      <Facts
        label={text.steps.review}
        facts={[
          [common.name, made.name],
          [text.kind, draft.kind === null ? '' : text.kinds[draft.kind].name],
          [text.clientType, made.client_type === 'public' ? text.isPublic : text.isConfidential],
          ...addresses
            .filter(([, uris = []]) => uris.length > 0)
            .map(([name, uris = []]): [string, JSX.Element] => [name, <AddressLines addresses={uris} />]),
          [text.scopesTitle, <Words words={made.scopes ?? []} />],
          [lists.grants, <Words words={made.grant_types ?? []} />],
        ]}
      />
      {draft.kind !== null && signsPeopleIn(draft.kind) && <Text size="sm">{text.consentNote}</Text>}
    </Stack>
  );
}
