import { Group, Radio, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../../../text/text.tsx';
import { kinds, type Kind } from '../kinds.rules.ts';

interface KindStepProps {
  value: Kind | null;
  onChange: (kind: Kind) => void;
  /** Whether the server lets devices in. */
  hasDevices: boolean;
}

/** What is to be registered, in plain words, with what that means for its security. */
export function KindStep({ value, onChange, hasDevices }: KindStepProps): JSX.Element {
  const { applications: text } = useText();
  const offered = kinds.filter((kind) => kind !== 'device' || hasDevices);
  return (
    <Radio.Group
      label={text.whichKind}
      value={value}
      onChange={(chosen) => {
        const kind = offered.find((known) => known === chosen);
        if (kind) onChange(kind);
      }}
    >
      <Stack gap="xs" mt="xs">
        {offered.map((kind) => {
          const { name, what, security } = text.kinds[kind];
          return (
            <Radio.Card key={kind} value={kind} p="md" aria-label={name}>
              <Group wrap="nowrap" align="start">
                <Radio.Indicator mt={2} />
                <div>
                  <Text fw={600}>{name}</Text>
                  <Text size="sm">{what}</Text>
                  <Text size="sm" c="dimmed" mt={4}>
                    {security}
                  </Text>
                </div>
              </Group>
            </Radio.Card>
          );
        })}
      </Stack>
    </Radio.Group>
  );
}
