import { Code } from '@mantine/core';
import type { JSX } from 'react';

/** Text as it stands; what is too wide is reached by the keyboard, too. */
export function CodeBlock({ children }: { children: string }): JSX.Element {
  return (
    <Code block tabIndex={0}>
      {children}
    </Code>
  );
}
