import { Badge, Group } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useText } from '../../text/text.tsx';

/** What one should know of it at a glance. */
export function ApplicationMarks({
  application,
}: {
  application: Schemas['SparseApplication'];
}): JSX.Element {
  const { applications: text } = useText();
  const marks: [isShown: boolean, label: string, color: string][] = [
    [application.is_active === false, text.inactive, 'gray'],
    [application.is_first_party === true, text.firstParty, 'blue'],
    [application.may_impersonate === true, text.impersonates, 'red'],
    [application.origin === 'registered', text.registered, 'gray'],
  ];
  return (
    <Group gap={4}>
      {marks
        .filter(([isShown]) => isShown)
        .map(([, label, color]) => (
          <Badge
            key={label}
            variant="outline"
            color={color}
            c="var(--mantine-color-text)"
            tt="none"
            miw="max-content"
          >
            {label}
          </Badge>
        ))}
    </Group>
  );
}
