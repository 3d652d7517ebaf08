import { Badge, Group } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../text/text.tsx';

/** A short list of names. */
export function Words({ words }: { words: readonly string[] }): JSX.Element {
  const { common } = useText();
  if (words.length === 0) return <>{common.none}</>;
  return (
    <Group gap={4}>
      {words.map((word) => (
        <Badge key={word} variant="light" tt="none" h="auto" styles={{ label: { whiteSpace: 'normal' } }}>
          {word}
        </Badge>
      ))}
    </Group>
  );
}
