import { Button, Group, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { useState, type JSX, type ReactNode } from 'react';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { useText } from '../../../text/text.tsx';

export interface HeldThing {
  name: string;
  /** What it means. */
  about: ReactNode;
}

export interface HeldListProps {
  title: string;
  empty: string;
  held: readonly HeldThing[];
  /** Names of what can be given still. */
  choices: readonly string[];
  /** What was refused. */
  error: unknown;
  isPending: boolean;
  words: { give: string; giveButton: string; take: (name: string) => string; takeButton: string };
  /** Missing where whoever looks may not. */
  onGive?: ((name: string) => Promise<unknown>) | undefined;
  onTake?: ((name: string) => void) | undefined;
}

function Giving({
  choices,
  words,
  isPending,
  onGive,
}: HeldListProps & { onGive: (name: string) => Promise<unknown> }): JSX.Element {
  const { user: text } = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const give = () => {
    if (chosen === null) return;
    onGive(chosen).then(
      () => setChosen(null),
      () => undefined,
    );
  };
  return (
    <Group align="end" gap="xs">
      <Select
        searchable
        label={words.give}
        placeholder={text.choose}
        nothingFoundMessage={text.nothingLeft}
        data={choices}
        value={chosen}
        onChange={setChosen}
        comboboxProps={{ keepMounted: false }}
        miw={0}
      />
      <Button variant="default" disabled={chosen === null} loading={isPending} onClick={give}>
        {words.giveButton}
      </Button>
    </Group>
  );
}

/** What somebody holds of one kind: each can be taken away, and others given. */
export function HeldList(props: HeldListProps): JSX.Element {
  const { title, empty, held, error, words, onGive, onTake } = props;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {title}
      </Title>
      {error != null && <RefusalAlert error={error} />}
      {held.length === 0 && <Text c="dimmed">{empty}</Text>}
      {held.map(({ name, about }) => (
        <Paper key={name} withBorder px="md" py="xs">
          <Group justify="space-between" wrap="nowrap">
            <div>
              <Text fw={600}>{name}</Text>
              <Text size="sm" c="dimmed">
                {about}
              </Text>
            </div>
            {onTake && (
              <Button
                variant="default"
                size="compact-sm"
                miw="fit-content"
                aria-label={words.take(name)}
                onClick={() => onTake(name)}
              >
                {words.takeButton}
              </Button>
            )}
          </Group>
        </Paper>
      ))}
      {onGive && <Giving {...props} onGive={onGive} />}
    </Stack>
  );
}
