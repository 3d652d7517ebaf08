import { Button, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { fieldError, FormDialog } from '../../../parts/form-dialog.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';

/** Goes back: everything since a time is sent again. */
export function ReplayDialog({ webhook }: { webhook: string }): JSX.Element {
  const { webhooks } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const [since, setSince] = useState('');
  const change = useChange({
    run: () =>
      answerOf(
        api.POST('/api/v1/webhooks/{webhook}/replay', {
          params: { path: { webhook } },
          body: { since: new Date(since).toISOString() },
        }),
      ),
    stale: [['webhooks']],
    done: webhooks.onItsWay,
    onDone: close,
  });
  return (
    <>
      <Button variant="default" onClick={open}>
        {webhooks.replaySince}
      </Button>
      <FormDialog
        title={webhooks.replaySince}
        button={webhooks.replay}
        isOpen={isOpen}
        onClose={close}
        onSubmit={() => since !== '' && change.mutate(undefined)}
        isPending={change.isPending}
        error={change.error}
      >
        <Text size="sm">{webhooks.replaySinceHint}</Text>
        <TextInput
          type="datetime-local"
          label={webhooks.since}
          required
          value={since}
          error={fieldError(change.error, 'since')}
          onChange={({ currentTarget }) => setSince(currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}
