import { Group, Stack, Title } from '@mantine/core';
import { useEffect, type JSX, type ReactNode } from 'react';
import { useText } from '../text/text.tsx';

export interface PageProps {
  title: string;
  /** In what state it is, beside the title. */
  badges?: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page: its title is also the window's, and where the focus goes when it is opened. */
export function Page({ title, badges, actions, children }: PageProps): JSX.Element {
  const { product } = useText();
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  return (
    <Stack gap="md" maw={1200}>
      <Group justify="space-between">
        <Group gap="xs" miw={0}>
          <Title order={1} size="h2" miw={0} tabIndex={-1}>
            {title}
          </Title>
          {badges}
        </Group>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}
