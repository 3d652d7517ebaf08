import { Alert, Select, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { CodeFile } from '../../parts/code-file.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { useText } from '../../text/text.tsx';
import type { Kind } from './kinds.rules.ts';
import { frameworksFor } from './snippets/frameworks.ts';
import type { Connection } from './snippets/snippet.types.ts';

interface ConfigurationProps {
  kind: Kind;
  connection: Connection;
  /** What is shown before another is chosen. */
  framework?: string | null;
}

/** What to copy into the program, for what it is made with. */
export function Configuration({ kind, connection, framework }: ConfigurationProps): JSX.Element {
  const { applications: text } = useText();
  const offered = frameworksFor(kind);
  const first = offered.find(({ id }) => id === framework) ?? offered[0];
  const [wanted, setWanted] = useSearchState('framework', first?.id ?? '');
  const chosen = offered.find(({ id }) => id === wanted) ?? first;
  if (!chosen) return <Text>{text.noConfiguration}</Text>;
  const isLeftOut = connection.resource !== null && chosen.asksForService !== true;
  return (
    <Stack>
      <Select
        label={text.madeWith}
        maw={400}
        data={offered.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen.id}
        allowDeselect={false}
        onChange={(id) => setWanted(id ?? chosen.id)}
      />
      {chosen.files(connection).map((file) => (
        <CodeFile key={file.name} {...file} />
      ))}
      {isLeftOut && <Alert>{text.askForService(connection.resource ?? '')}</Alert>}
    </Stack>
  );
}
