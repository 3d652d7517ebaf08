import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import type { VersionedService } from './service.page.tsx';

/** There is no way back, so its name has to be typed. */
export function DeleteService({ service, version }: VersionedService): JSX.Element {
  const { common, services } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const [typed, setTyped] = useState('');
  const navigate = useNavigate();
  const client = useQueryClient();
  const { name = service.id } = service;
  const change = useChange({
    run: () =>
      answerOf(
        api.DELETE('/api/v1/services/{service}', {
          params: { path: { service: service.id }, header: { 'If-Match': version } },
        }),
      ),
    stale: [],
    done: services.deleted(name),
    // The page that shows it goes first: there is nothing to read again.
    onDone: () =>
      void navigate({ to: '/services' }).then(() => client.invalidateQueries({ queryKey: ['services'] })),
  });
  return (
    <>
      <Button variant="outline" color="red" onClick={open}>
        {common.delete}
      </Button>
      <FormDialog
        title={services.deleteTitle(name)}
        button={common.delete}
        isOpen={isOpen}
        onClose={close}
        onSubmit={() => typed.trim() === name && change.mutate(undefined)}
        isPending={change.isPending}
        error={change.error}
      >
        <Stack>
          <Text size="sm">{services.deleteConsequence}</Text>
          <TextInput
            label={services.typeName(name)}
            autoComplete="off"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </Stack>
      </FormDialog>
    </>
  );
}
