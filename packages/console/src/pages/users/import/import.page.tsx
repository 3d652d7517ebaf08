import { Alert, Anchor, Button, FileInput, Group, Select, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { CodeBlock } from '../../../parts/code-block.tsx';
import { Page } from '../../../parts/page.tsx';
import { useText } from '../../../text/text.tsx';
import { ImportOutcome } from './import-outcome.tsx';
import { ImportRuns } from './import-runs.tsx';
import type { ImportRun } from './import-runs.queries.ts';
import { samples, type ImportChoice } from './import.rules.ts';
import { useImport, type Importer } from './use-import.ts';

function Format(): JSX.Element {
  const { importing } = useText().users;
  const sample = (name: keyof typeof samples, label: string) => (
    <Anchor
      href={`data:text/plain;charset=utf-8,${encodeURIComponent(samples[name])}`}
      download={`users.${name}`}
    >
      {label}
    </Anchor>
  );
  return (
    <Stack gap="xs" maw={800}>
      <Text>{importing.about}</Text>
      <CodeBlock>{samples.jsonl}</CodeBlock>
      <Group>
        {sample('jsonl', importing.sampleJsonl)}
        {sample('csv', importing.sampleCsv)}
      </Group>
    </Stack>
  );
}

type Options = Pick<ImportChoice, 'existing' | 'assignments'>;

function Choice({
  options,
  onChange,
}: {
  options: Options;
  onChange: (options: Options) => void;
}): JSX.Element {
  const { importing } = useText().users;
  return (
    <Group align="end">
      <Select
        label={importing.existing}
        allowDeselect={false}
        value={options.existing}
        data={(['update', 'skip', 'refuse'] as const).map((value) => ({
          value,
          label: importing.existingChoices[value],
        }))}
        onChange={(existing) => existing && onChange({ ...options, existing })}
      />
      <Select
        label={importing.assignments}
        allowDeselect={false}
        value={options.assignments}
        data={(['add', 'replace'] as const).map((value) => ({
          value,
          label: importing.assignmentChoices[value],
        }))}
        onChange={(assignments) => assignments && onChange({ ...options, assignments })}
      />
    </Group>
  );
}

interface FormProps {
  importer: Importer;
  resumed: ImportRun | undefined;
}

function ImportForm({ importer, resumed }: FormProps): JSX.Element {
  const { importing } = useText().users;
  const [file, setFile] = useState<File | null>(null);
  const [options, setOptions] = useState<Options>({ existing: 'update', assignments: 'add' });
  const isBusy = importer.state?.isRunning === true;
  const start = (isDryRun: boolean): void => {
    if (file) importer.start(file, { ...options, isDryRun, resume: isDryRun ? undefined : resumed?.id });
  };
  return (
    <Stack>
      {resumed && <Alert title={importing.resume}>{importing.resumeHint(resumed.lines_done ?? 0)}</Alert>}
      <FileInput
        label={importing.file}
        description={importing.fileHint}
        accept=".jsonl,.ndjson,.csv"
        value={file}
        onChange={setFile}
        disabled={isBusy}
        clearable
        clearButtonProps={{ 'aria-label': importing.noFile }}
      />
      <Choice options={options} onChange={setOptions} />
      <Group>
        <Button variant="default" disabled={!file} loading={isBusy} onClick={() => start(true)}>
          {importing.tryIt}
        </Button>
        <Button disabled={!file} loading={isBusy} onClick={() => start(false)}>
          {importing.doIt}
        </Button>
      </Group>
    </Stack>
  );
}

/** Many users at once, from a file: tried first, with every bad line told. */
export function ImportPage(): JSX.Element {
  const { users } = useText();
  const importer = useImport();
  const [resumed, setResumed] = useState<ImportRun>();
  const { state } = importer;
  useBlocker({
    shouldBlockFn: () => state?.isRunning === true && !window.confirm(users.importing.leave),
    enableBeforeUnload: () => state?.isRunning === true,
  });
  return (
    <Page title={users.import}>
      <Format />
      <ImportForm importer={importer} resumed={resumed} />
      {state && <ImportOutcome state={state} onStop={importer.stop} />}
      <ImportRuns onResume={setResumed} />
    </Page>
  );
}
