import { Badge } from '@mantine/core';
import type { JSX } from 'react';

/** Whose a role or permission is. */
export function KindBadge({ children }: { children: string }): JSX.Element {
  return (
    <Badge variant="outline" color="gray" c="var(--mantine-color-text)" tt="none" miw="max-content">
      {children}
    </Badge>
  );
}
