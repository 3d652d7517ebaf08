import { Badge, Group, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { CodeBlock } from '../../parts/code-block.tsx';
import { Loading } from '../../parts/loading.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { useText } from '../../text/text.tsx';
import { previewQuery, templatesQuery, type Language } from './mail.queries.ts';

/** As it is written, with values that are made up. Shown as text: a mail is not let into this page. */
function Preview({ name, language }: { name: string; language: Language }): JSX.Element {
  const { mail } = useText();
  const { data, error } = useQuery(previewQuery(name, language));
  if (error) return <RefusalAlert error={error} />;
  if (!data) return <Loading />;
  return (
    <Stack>
      <Group>
        <Text fw={600}>{data.subject}</Text>
        {data.overridden.map((part) => (
          <Badge key={part} variant="outline" c="var(--mantine-color-text)" tt="none">
            {mail.overridden(part)}
          </Badge>
        ))}
      </Group>
      <Title order={2} size="h4">
        {mail.text}
      </Title>
      <CodeBlock>{data.text}</CodeBlock>
      <Title order={2} size="h4">
        HTML
      </Title>
      <CodeBlock>{data.html}</CodeBlock>
    </Stack>
  );
}

export function Templates(): JSX.Element {
  const { mail, locale } = useText();
  const { data: templates } = useSuspenseQuery(templatesQuery);
  const [chosen, setChosen] = useSearchState('template', templates[0]?.name ?? '');
  const [language, setLanguage] = useSearchState('language', locale.slice(0, 2));
  return (
    <Stack maw={900}>
      <Text>{mail.templatesAbout}</Text>
      <Group align="end">
        <Select
          label={mail.template}
          allowDeselect={false}
          searchable
          value={chosen}
          data={templates.map(({ name }) => name)}
          onChange={(name) => name !== null && setChosen(name)}
        />
        <SegmentedControl
          aria-label={mail.language}
          value={language}
          onChange={setLanguage}
          data={[
            { value: 'en', label: 'English' },
            { value: 'de', label: 'Deutsch' },
          ]}
        />
      </Group>
      <Preview name={chosen} language={language === 'de' ? 'de' : 'en'} />
    </Stack>
  );
}
