import { Button, List, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { Dialog } from '../../../parts/dialog.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { applicationQuery } from '../applications.queries.ts';
import type { Versioned } from './settings-form.tsx';

/** There is no way back, so its name has to be typed. */
function DeleteForm({ latest, onClose }: { latest: Versioned; onClose: () => void }): JSX.Element {
  const { data: application, version } = latest;
  const { applications: text, common } = useText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const change = useChange({
    run: () =>
      answerOf(
        api.DELETE('/api/v1/applications/{application}', {
          params: { path: { application: application.id }, header: { 'If-Match': version } },
        }),
      ),
    stale: [],
    done: text.deleted(application.name),
    // The page that shows it goes first: there is nothing to read again.
    onDone: () =>
      void navigate({ to: '/applications' }).then(() => {
        client.removeQueries({ queryKey: applicationQuery(application.id).queryKey });
        return client.invalidateQueries({ queryKey: ['applications'] });
      }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {change.error != null && <RefusalAlert error={change.error} />}
        <List size="sm">
          {text.deleteConsequences.map((consequence) => (
            <List.Item key={consequence}>{consequence}</List.Item>
          ))}
        </List>
        <Text size="sm">{text.deleteInstead}</Text>
        <TextInput
          label={text.typeName(application.name)}
          value={typed}
          autoComplete="off"
          data-autofocus
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button
            type="submit"
            color="red"
            loading={change.isPending}
            disabled={typed.trim() !== application.name}
          >
            {text.delete}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function DeleteApplication({ latest }: { latest: Versioned }): JSX.Element {
  const { applications: text } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="outline" color="red" onClick={open}>
        {text.delete}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={text.deleteTitle(latest.data.name)}>
        <DeleteForm latest={latest} onClose={close} />
      </Dialog>
    </>
  );
}
