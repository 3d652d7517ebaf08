import { Button, Group, Radio, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type JSX } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { ButtonLink } from '../../parts/button-link.tsx';
import { Page } from '../../parts/page.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useText } from '../../text/text.tsx';
import { PermissionPicker } from './permission-picker.tsx';
import { fromFields, RoleFields, type RoleTexts } from './role-fields.tsx';
import { allPermissionsQuery } from './roles.queries.ts';
import { proposal, templates, type Template } from './roles.rules.ts';

function TemplateChoice({ onChoose }: { onChoose: (template: Template) => void }): JSX.Element {
  const { roles } = useText();
  return (
    <Radio.Group
      label={roles.template}
      description={roles.templateHint}
      defaultValue="nothing"
      onChange={(value) => onChoose(templates.find((each) => each === value) ?? 'nothing')}
    >
      <Stack gap="xs" mt="xs">
        {templates.map((each) => (
          <Radio
            key={each}
            value={each}
            label={roles.templates[each].name}
            description={roles.templates[each].about}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function useCreation(permissions: ReadonlySet<string>) {
  const navigate = useNavigate();
  const { roles } = useText();
  return useChange({
    run: (texts: RoleTexts) =>
      answerOf(
        api.POST('/api/v1/roles', { body: { ...fromFields(texts), permissions: [...permissions].sort() } }),
      ),
    stale: [['roles']],
    done: roles.created,
    onDone: ({ id }) => void navigate({ to: '/roles/$role', params: { role: id } }),
  });
}

/** From nothing, or from what a template proposes. */
export function NewRolePage(): JSX.Element {
  const { common, lists, roles } = useText();
  const me = useMe();
  const { data: catalogue } = useSuspenseQuery(allPermissionsQuery);
  const form = useForm<RoleTexts>({ initialValues: { name: '', description: '', level: '' } });
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set());
  const creation = useCreation(held);
  const isOpen = (name: string) => me.is_superuser || me.access.permissions.includes(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    creation.mutate(form.getValues());
  };
  const choose = (name: string, isHeld: boolean) =>
    setHeld((before) => new Set(isHeld ? [...before, name] : [...before].filter((one) => one !== name)));
  return (
    <Page title={roles.create}>
      <form onSubmit={submit}>
        <Stack>
          <Stack maw={560}>
            <RoleFields form={form} error={creation.error} />
            <TemplateChoice
              onChoose={(template) => setHeld(new Set(proposal(template, catalogue).filter(isOpen)))}
            />
          </Stack>
          <Title order={2} size="h4">
            {lists.permissions}
          </Title>
          {!me.is_superuser && <Text c="dimmed">{roles.onlyOwn}</Text>}
          <PermissionPicker
            catalogue={catalogue}
            isHeld={(name) => held.has(name)}
            isOpen={isOpen}
            onChange={choose}
          />
          {creation.error != null && <RefusalAlert error={creation.error} />}
          <Group>
            <Button type="submit" loading={creation.isPending}>
              {roles.createWith(held.size)}
            </Button>
            <ButtonLink to="/roles" variant="default">
              {common.cancel}
            </ButtonLink>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
