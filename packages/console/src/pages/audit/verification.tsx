import { Alert, Button, Stack, Text } from '@mantine/core';
import { useState, type JSX } from 'react';
import type { Schemas } from '../../api/client.ts';
import { fetchLines } from '../../api/lines.ts';
import { CodeBlock } from '../../parts/code-block.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { useText } from '../../text/text.tsx';

type Report = Schemas['ChainReport'];
type Line = { progress: { checked: number } } | { report: Report } | { error: { detail?: string } };

interface Run {
  checked: number;
  report?: Report;
  error?: unknown;
}

/** Reads the answer as it comes; gives the state after each line. */
async function verify(tell: (run: Run) => void, signal: AbortSignal): Promise<void> {
  let checked = 0;
  try {
    const make = () => new Request('/api/v1/audit/verify?progress=true', { method: 'POST', signal });
    for await (const line of fetchLines<Line>(make)) {
      if ('progress' in line) tell({ checked: (checked = line.progress.checked) });
      else if ('report' in line) tell({ checked: line.report.entries, report: line.report });
      else tell({ checked, error: new Error(line.error.detail) });
    }
  } catch (error) {
    if (!signal.aborted) tell({ checked, error });
  }
}

function Outcome({ run }: { run: Run }): JSX.Element {
  const { audit, locale } = useText();
  const { report, error, checked } = run;
  const count = checked.toLocaleString(locale);
  if (error != null) return <RefusalAlert error={error} />;
  if (!report) return <Text role="status">{audit.verifying(count)}</Text>;
  if (report.is_intact) {
    return (
      <Alert color="green" role="status" title={audit.intact}>
        <Stack gap="xs">
          {audit.intactHint(count)}
          {report.head_hash !== null && <CodeBlock>{report.head_hash}</CodeBlock>}
        </Stack>
      </Alert>
    );
  }
  return (
    <Alert color="red" role="alert" title={audit.broken}>
      {audit.brokenHint(String(report.first_bad_seq), report.reason ?? '')}
    </Alert>
  );
}

/** Reads the whole chain again, and says whether anybody has changed, removed or reordered anything. */
export function Verification(): JSX.Element {
  const { audit } = useText();
  const [run, setRun] = useState<Run>();
  const [stop, setStop] = useState<AbortController>();
  const start = (): void => {
    const controller = new AbortController();
    setStop(controller);
    setRun({ checked: 0 });
    void verify(setRun, controller.signal);
  };
  const close = (): void => {
    stop?.abort();
    setRun(undefined);
  };
  return (
    <>
      <Button variant="default" onClick={start}>
        {audit.verify}
      </Button>
      <Dialog opened={run !== undefined} onClose={close} title={audit.verify}>
        {run && <Outcome run={run} />}
      </Dialog>
    </>
  );
}
