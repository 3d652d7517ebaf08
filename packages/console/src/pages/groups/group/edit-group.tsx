import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { GroupForm } from '../group-form.tsx';
import type { GroupOfUsers } from '../groups.queries.ts';

export interface GroupProps {
  group: GroupOfUsers;
  version: string;
}

export function EditGroup({ group, version }: GroupProps): JSX.Element {
  const { common } = useText();
  const { name, description } = group;
  const [isOpen, { open, close }] = useDisclosure();
  const [texts, setTexts] = useState({ name, description });
  const [begun, setBegun] = useState(texts);
  const change = useChange({
    run: () =>
      answerOf(
        api.PATCH('/api/v1/groups/{group}', {
          params: { path: { group: group.id }, header: { 'If-Match': version } },
          // What was left as it was may be another by now, and stays that.
          body: {
            ...(texts.name !== begun.name && { name: texts.name }),
            ...(texts.description !== begun.description && { description: texts.description }),
          },
        }),
      ),
    stale: [['groups']],
    onDone: close,
  });
  const begin = () => {
    change.reset();
    setTexts({ name, description });
    setBegun({ name, description });
    open();
  };
  return (
    <>
      <Button variant="default" onClick={begin}>
        {common.edit}
      </Button>
      <GroupForm
        title={name}
        isOpen={isOpen}
        onClose={close}
        onSubmit={() => change.mutate(undefined)}
        isPending={change.isPending}
        error={change.error}
        texts={texts}
        onChange={setTexts}
      />
    </>
  );
}
