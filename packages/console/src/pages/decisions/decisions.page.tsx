import { Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { useMay } from '../../api/me.ts';
import { Empty } from '../../parts/empty.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { PageTabs } from '../../parts/page-tabs.tsx';
import { Page } from '../../parts/page.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { nameOfUser, UserPicker } from '../../parts/user-picker.tsx';
import { useText } from '../../text/text.tsx';
import { subjectQuery } from './decisions.queries.ts';
import { OneQuestion } from './one-question.tsx';
import { Overview } from './overview.tsx';

interface SubjectProps {
  user: string;
  onChoose: (user: string) => void;
}

/** Whom it is about: found as one types, or by id for whoever may not see users. */
function Subject({ user, onChoose }: SubjectProps): JSX.Element {
  const { decisions, users } = useText();
  const may = useMay();
  const { data } = useQuery({ ...subjectQuery(user), enabled: user !== '' && may('users.read') });
  if (!may('users.read')) {
    return (
      <TextInput
        maw={480}
        label={users.id}
        value={user}
        onChange={({ currentTarget }) => onChoose(currentTarget.value.trim())}
      />
    );
  }
  return (
    <Stack gap="xs">
      <UserPicker
        // The name comes after the id.
        key={data?.id ?? user}
        label={decisions.about}
        value={data ?? null}
        onChoose={(found) => onChoose(found?.id ?? '')}
      />
      {data && (
        <PageLink to="/users/$id" params={{ id: data.id }} size="sm">
          {decisions.toUser(nameOfUser(data))}
        </PageLink>
      )}
    </Stack>
  );
}

/** What somebody may do, and why: by the function that decides. */
export function DecisionsPage(): JSX.Element {
  const { areas, decisions } = useText();
  const may = useMay();
  const [user, setUser] = useSearchState('user', '', { push: true });
  const tabs = [
    ...(may('roles.read')
      ? [{ value: 'overview', label: decisions.overview, panel: () => <Overview user={user} /> }]
      : []),
    { value: 'question', label: decisions.question, panel: () => <OneQuestion key={user} user={user} /> },
  ];
  return (
    <Page title={areas.decisions}>
      <Text c="dimmed">{decisions.intro}</Text>
      <Subject user={user} onChoose={setUser} />
      {user === '' ? (
        <Empty title={decisions.nobody} hint={decisions.nobodyHint} />
      ) : (
        <PageTabs label={areas.decisions} tabs={tabs} />
      )}
    </Page>
  );
}
