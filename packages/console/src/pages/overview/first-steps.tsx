import { Card, Group, List, Text, ThemeIcon, Title, VisuallyHidden } from '@mantine/core';
import type { JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { useText } from '../../text/text.tsx';
import type { Overview } from './overview.queries.ts';

/** What a new installation lacks; each is ticked off by being there, and all of it goes when nothing is left. */
export function FirstSteps({ steps }: { steps: Overview['first_steps'] }): JSX.Element | null {
  const { overview } = useText();
  const may = useMay();
  const all = [
    { ...overview.steps.service, to: '/services', isDone: steps.has_service, needs: 'services.manage' },
    {
      ...overview.steps.application,
      ...{ to: '/applications', isDone: steps.has_application, needs: 'applications.manage' },
    },
    { ...overview.steps.people, to: '/users', isDone: steps.has_other_user, needs: 'users.create' },
  ] as const;
  const mine = all.filter(({ needs }) => may(needs));
  if (mine.every(({ isDone }) => isDone)) return null;
  return (
    <Card withBorder component="section">
      <Title order={2} size="h4">
        {overview.firstSteps}
      </Title>
      <List listStyleType="none" spacing="xs" mt="sm">
        {mine.map(({ title, hint, to, isDone }) => (
          <List.Item key={to}>
            <Group gap="sm" wrap="nowrap" align="start">
              <ThemeIcon size="sm" radius="xl" variant={isDone ? 'filled' : 'default'} aria-hidden>
                {isDone ? '✓' : ''}
              </ThemeIcon>
              <div>
                {isDone ? <Text td="line-through">{title}</Text> : <PageLink to={to}>{title}</PageLink>}
                {isDone && <VisuallyHidden>{overview.done}</VisuallyHidden>}
                <Text size="sm" c="dimmed">
                  {hint}
                </Text>
              </div>
            </Group>
          </List.Item>
        ))}
      </List>
    </Card>
  );
}
