import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { useChange } from '../../parts/use-change.ts';
import { useText } from '../../text/text.tsx';
import { GroupForm, type GroupTexts } from './group-form.tsx';

const nothing: GroupTexts = { name: '', description: '' };

export function NewGroup(): JSX.Element {
  const { common, groups } = useText();
  const [isOpen, { open, close }] = useDisclosure();
  const [texts, setTexts] = useState(nothing);
  const navigate = useNavigate();
  const creation = useChange({
    run: () => answerOf(api.POST('/api/v1/groups', { body: texts })),
    stale: [['groups']],
    done: groups.created,
    onDone: ({ id }) => void navigate({ to: '/groups/$group', params: { group: id } }),
  });
  const begin = () => {
    creation.reset();
    setTexts(nothing);
    open();
  };
  return (
    <>
      <Button onClick={begin}>{groups.create}</Button>
      <GroupForm
        title={groups.create}
        button={common.create}
        isOpen={isOpen}
        onClose={close}
        onSubmit={() => creation.mutate(undefined)}
        isPending={creation.isPending}
        error={creation.error}
        texts={texts}
        onChange={setTexts}
      />
    </>
  );
}
