import { Alert, Button, Group, List, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { fieldError, FormDialog } from '../../../parts/form-dialog.tsx';
import { SecretOnce } from '../../../parts/secret-once.tsx';
import { Time } from '../../../parts/time.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { secretsQuery } from '../applications.queries.ts';

type Secret = Schemas['ApplicationSecret'];

/** The server lets two count at a time. */
const maxLive = 2;

function AddSecret({
  id,
  onMade,
  isFull,
}: {
  id: string;
  onMade: (secret: string) => void;
  isFull: boolean;
}): JSX.Element {
  const { applications: text } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const [endsAt, setEndsAt] = useState('');
  const change = useChange({
    run: () =>
      answerOf(
        api.POST('/api/v1/applications/{application}/secrets', {
          params: { path: { application: id } },
          body: endsAt === '' ? {} : { expires_at: new Date(endsAt).toISOString() },
        }),
      ),
    stale: [secretsQuery(id).queryKey],
    done: null,
    onDone: ({ client_secret: secret }) => {
      close();
      onMade(secret);
    },
  });
  return (
    <>
      <Button w="fit-content" onClick={open} disabled={isFull}>
        {text.addSecret}
      </Button>
      {isFull && <Text size="sm">{text.secretsFull}</Text>}
      <FormDialog
        title={text.addSecret}
        button={text.addSecret}
        isOpen={isOpen}
        onClose={close}
        onSubmit={() => change.mutate(undefined)}
        isPending={change.isPending}
        error={change.error}
      >
        <Text size="sm">{text.addSecretHint}</Text>
        <TextInput
          type="datetime-local"
          label={text.expires}
          description={text.expiresHint}
          value={endsAt}
          error={fieldError(change.error, 'expires_at')}
          onChange={({ currentTarget }) => setEndsAt(currentTarget.value)}
        />
      </FormDialog>
    </>
  );
}

function DeleteSecret({ id, secret, isLast }: { id: string; secret: Secret; isLast: boolean }): JSX.Element {
  const { applications: text } = useText();
  const path = { application: id, secret: secret.id };
  const change = useChange({
    run: () =>
      answerOf(api.DELETE('/api/v1/applications/{application}/secrets/{secret}', { params: { path } })),
    stale: [secretsQuery(id).queryKey],
  });
  return (
    <ConfirmButton
      size="compact-sm"
      label={text.deleteSecret(secret.hint)}
      consequence={isLast ? text.deleteLastSecretConsequence : text.deleteSecretConsequence(secret.hint)}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutateAsync(undefined)}
    />
  );
}

function SecretTable({
  id,
  secrets,
  mayChange,
}: {
  id: string;
  secrets: readonly Secret[];
  mayChange: boolean;
}): JSX.Element {
  const { applications: text, common } = useText();
  return (
    <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table aria-label={text.tabs.secrets}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.endsWith}</Table.Th>
            <Table.Th>{common.created}</Table.Th>
            <Table.Th>{text.expires}</Table.Th>
            {mayChange && <Table.Th>{common.actions}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {secrets.map((secret) => (
            <Table.Tr key={secret.id}>
              <Table.Td>
                <code>…{secret.hint}</code>
              </Table.Td>
              <Table.Td>
                <Time at={secret.created_at} />
              </Table.Td>
              <Table.Td>{secret.expires_at === null ? text.noEnd : <Time at={secret.expires_at} />}</Table.Td>
              {mayChange && (
                <Table.Td>
                  <DeleteSecret id={id} secret={secret} isLast={secrets.length === 1} />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** What the application proves itself with: two may count at a time, so that one can replace the other. */
export function Secrets({ id, mayChange }: { id: string; mayChange: boolean }): JSX.Element {
  const { applications: text } = useText();
  const { data } = useSuspenseQuery(secretsQuery(id));
  const [made, setMade] = useState<string>();
  const secrets = data.items;
  return (
    <Stack>
      {made !== undefined && <SecretOnce label={text.newSecret} secret={made} />}
      {secrets.length === 0 ? (
        <Alert color="yellow" title={text.noSecrets}>
          {text.noSecretsHint}
        </Alert>
      ) : (
        <SecretTable id={id} secrets={secrets} mayChange={mayChange} />
      )}
      {mayChange && (
        <Group>
          <AddSecret id={id} onMade={setMade} isFull={secrets.length >= maxLive} />
        </Group>
      )}
      <Title order={2} size="h4">
        {text.rotation}
      </Title>
      <List type="ordered" size="sm">
        {text.rotationSteps.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
    </Stack>
  );
}
