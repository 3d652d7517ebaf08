import { Checkbox, Code, Fieldset, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState, type JSX } from 'react';
import { useText } from '../../text/text.tsx';
import type { Permission } from './roles.queries.ts';
import { byNoun, matching } from './roles.rules.ts';

export interface PermissionPickerProps {
  catalogue: readonly Permission[];
  isHeld: (permission: string) => boolean;
  /** Whether this one can be chosen or left out by whoever looks. */
  isOpen: (permission: string) => boolean;
  onChange: (permission: string, isHeld: boolean) => void;
}

/** Every permission, under what it is about, with what it allows. */
export function PermissionPicker({
  catalogue,
  isHeld,
  isOpen,
  onChange,
}: PermissionPickerProps): JSX.Element {
  const { roles } = useText();
  const [words, setWords] = useState('');
  const groups = byNoun(matching(catalogue, words));
  return (
    <Stack>
      <TextInput
        type="search"
        maw={320}
        label={roles.findPermission}
        value={words}
        onChange={({ currentTarget }) => setWords(currentTarget.value)}
      />
      {groups.length === 0 && <Text c="dimmed">{roles.noPermissionMatches}</Text>}
      {groups.map(({ noun, permissions }) => (
        <Fieldset key={noun} legend={noun} miw={0}>
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" verticalSpacing="sm">
            {permissions.map(({ name, description }) => (
              <Checkbox
                key={name}
                label={<Code>{name}</Code>}
                description={description}
                checked={isHeld(name)}
                disabled={!isOpen(name)}
                onChange={({ currentTarget }) => onChange(name, currentTarget.checked)}
              />
            ))}
          </SimpleGrid>
        </Fieldset>
      ))}
    </Stack>
  );
}

/** The same, for whoever only looks: those that there are. */
export function PermissionFacts({ permissions }: { permissions: readonly Permission[] }): JSX.Element {
  const { roles } = useText();
  if (permissions.length === 0) return <Text>{roles.noPermissions}</Text>;
  return (
    <Stack>
      {byNoun(permissions).map((group) => (
        <Fieldset key={group.noun} legend={group.noun} miw={0}>
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" verticalSpacing="sm">
            {group.permissions.map(({ name, description }) => (
              <div key={name}>
                <Code>{name}</Code>
                <Text size="sm" c="dimmed">
                  {description}
                </Text>
              </div>
            ))}
          </SimpleGrid>
        </Fieldset>
      ))}
    </Stack>
  );
}
