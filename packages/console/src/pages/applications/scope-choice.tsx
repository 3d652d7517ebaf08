import { Checkbox, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useState, type JSX } from 'react';
import { useText } from '../../text/text.tsx';
import type { ServiceScopes } from './connection.rules.ts';

interface Choice {
  name: string;
  description: string;
}

interface ChoicesProps {
  label: string;
  description?: string;
  choices: readonly Choice[];
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Some of all scopes; those of the other groups stay as they are. */
function Choices({ label, description, choices, value, onChange }: ChoicesProps): JSX.Element {
  const names = choices.map(({ name }) => name);
  return (
    <Checkbox.Group
      label={label}
      description={description}
      value={value.filter((name) => names.includes(name))}
      onChange={(chosen) => onChange([...value.filter((name) => !names.includes(name)), ...chosen])}
    >
      <Stack gap="xs" mt="xs">
        {choices.map(({ name, description: words }) => (
          <Checkbox key={name} value={name} label={words} description={name} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

const aboutPeople = ['openid', 'profile', 'email', 'phone', 'roles', 'offline_access'] as const;
const own = ['read', 'write'] as const;
/** With more of them one wants to search. */
const manyServices = 6;

export interface ScopeChoiceProps {
  value: readonly string[];
  onChange: (value: string[]) => void;
  services: readonly ServiceScopes[];
  /** Whether people sign in: otherwise there is nobody to learn about. */
  hasPeople: boolean;
  error?: string | undefined;
}

function Services({ services, value, onChange }: Omit<ScopeChoiceProps, 'hasPeople'>): JSX.Element {
  const { applications: text } = useText();
  const [typed, setTyped] = useState('');
  const withScopes = services.filter(({ scopes = [] }) => scopes.length > 0);
  const wanted = typed.trim().toLowerCase();
  const shown = withScopes.filter(({ name = '' }) => name.toLowerCase().includes(wanted));
  return (
    <>
      {withScopes.length > manyServices && (
        <TextInput
          label={text.searchServices}
          type="search"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      )}
      {withScopes.length === 0 && (
        <Text size="sm" c="dimmed">
          {text.noServices}
        </Text>
      )}
      {shown.map(({ id, name = '', audience = '', scopes = [] }) => (
        <Choices
          key={id}
          label={text.ofService(name)}
          description={audience}
          choices={scopes}
          value={value}
          onChange={onChange}
        />
      ))}
    </>
  );
}

/** What an application may ask for, in the words that people are asked. */
export function ScopeChoice(props: ScopeChoiceProps): JSX.Element {
  const { value, onChange, services, hasPeople, error } = props;
  const { applications: text } = useText();
  const known = new Set<string>([
    ...(hasPeople ? aboutPeople : []),
    ...own,
    ...services.flatMap(({ scopes = [] }) => scopes.map(({ name }) => name)),
  ]);
  const described = (name: (typeof aboutPeople)[number] | (typeof own)[number]): Choice => ({
    name,
    description: text.scopes[name],
  });
  return (
    <Stack gap="lg">
      {hasPeople && (
        <Choices
          label={text.aboutPeople}
          choices={aboutPeople.map(described)}
          value={value}
          onChange={onChange}
        />
      )}
      <Services services={services} value={value} onChange={onChange} />
      <Choices
        label={text.ownApi}
        description={text.ownApiHint}
        choices={own.map(described)}
        value={value}
        onChange={onChange}
      />
      <TagsInput
        label={text.otherScopes}
        description={text.otherScopesHint}
        value={value.filter((name) => !known.has(name))}
        error={error}
        splitChars={[' ', ',']}
        onChange={(others) => onChange([...value.filter((name) => known.has(name)), ...others])}
      />
    </Stack>
  );
}
