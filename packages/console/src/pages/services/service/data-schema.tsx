import { Alert, Button, Card, Group, List, SimpleGrid, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState, type JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { isRefusal } from '../../../api/refusal.ts';
import { AccessForm, type AccessValue } from '../../../parts/access-form.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { exampleSchema, parseSchema, type Parsed } from './data-schema.rules.ts';
import type { VersionedService } from './service.page.tsx';

/** What the server does not like about a schema, by the place in it. */
function Problems({ error }: { error: unknown }): JSX.Element {
  const { services } = useText();
  const fields = isRefusal(error) ? Object.entries(error.fields) : [];
  if (fields.length === 0) return <RefusalAlert error={error} />;
  return (
    <Alert color="red" role="alert" title={services.schemaRefused}>
      <List>
        {fields.map(([path, message]) => (
          <List.Item key={path}>
            <code>{path}</code> {message}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Preview({ parsed, levels }: { parsed: Parsed; levels: string[] }): JSX.Element {
  const { services } = useText();
  const [value, setValue] = useState<AccessValue>({ level: null, data: {} });
  const schema = 'value' in parsed ? parsed.value : null;
  return (
    <Card withBorder>
      <Stack>
        <Title order={2} size="h4">
          {services.preview}
        </Title>
        {schema === null && levels.length === 0 && <Text>{services.noData}</Text>}
        <AccessForm
          service={{ access_levels: levels, data_schema: schema }}
          value={value}
          onChange={setValue}
          error={null}
        />
      </Stack>
    </Card>
  );
}

function useSave({ service, version }: VersionedService) {
  return useChange({
    run: (schema: Record<string, unknown> | null) =>
      answerOf(
        api.PATCH('/api/v1/services/{service}', {
          params: { path: { service: service.id }, header: { 'If-Match': version } },
          body: { data_schema: schema },
        }),
      ),
    stale: [['services']],
  });
}

/** What a service keeps of its users, as JSON Schema, beside the form that it draws. */
export function DataSchema(latest: VersionedService): JSX.Element {
  const { common, services } = useText();
  const may = useMay();
  const { data_schema: schema = null, access_levels: levels = [] } = latest.service;
  const written = schema === null ? '' : JSON.stringify(schema, null, 2);
  const [text, setText] = useState(written);
  const save = useSave(latest);
  const parsed = parseSchema(text);
  const problem = 'reason' in parsed ? services.notSchema(parsed.line, parsed.reason) : undefined;
  const mayEdit = may('services.manage');
  return (
    <Stack>
      <Text maw={800}>{services.schemaAbout}</Text>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Stack>
          {save.error != null && <Problems error={save.error} />}
          <Textarea
            label={services.schema}
            autosize
            minRows={12}
            maxRows={30}
            spellCheck={false}
            styles={{ input: { fontFamily: 'monospace' } }}
            value={text}
            readOnly={!mayEdit}
            error={problem}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          {mayEdit && (
            <Group>
              <Button
                disabled={!('value' in parsed) || text === written}
                loading={save.isPending}
                onClick={() => 'value' in parsed && save.mutate(parsed.value)}
              >
                {common.save}
              </Button>
              {text.trim() === '' && (
                <Button variant="default" onClick={() => setText(JSON.stringify(exampleSchema, null, 2))}>
                  {services.useExample}
                </Button>
              )}
            </Group>
          )}
        </Stack>
        <Preview parsed={parsed} levels={levels} />
      </SimpleGrid>
    </Stack>
  );
}
