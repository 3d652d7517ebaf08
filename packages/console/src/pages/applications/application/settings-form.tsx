import { Button, Group, NumberInput, Stack, TextInput, Title } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useEffect, useState, type JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { isRefusal } from '../../../api/refusal.ts';
import { fieldError } from '../../../parts/form-dialog.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { comesBack, kindOf, signsPeopleIn } from '../kinds.rules.ts';
import { ScopeChoice } from '../scope-choice.tsx';
import { listProblems, originProblem, redirectProblem, type UriProblem } from '../uri.rules.ts';
import { UriList } from '../uri-list.tsx';
import { useServices } from '../use-services.ts';
import { GrantChoice } from './grant-choice.tsx';
import { changesOf, settingsOf, type Settings } from './settings.rules.ts';

type Form = UseFormReturnType<Settings>;

export interface Versioned {
  data: Schemas['Application'];
  version: string;
}

interface PartProps {
  form: Form;
  application: Schemas['Application'];
  error: unknown;
}

/** Of a list, or of one of its items, whichever comes first. */
function listError(error: unknown, field: string): string | undefined {
  if (!isRefusal(error)) return undefined;
  return Object.entries(error.fields).find(([path]) => path.split('.')[0] === field)?.[1];
}

type AddressField = 'redirect_uris' | 'post_logout_redirect_uris' | 'allowed_origins';

function Addresses({ form, application, error }: PartProps): JSX.Element {
  const { applications: text } = useText();
  const isNative = application.application_type === 'native';
  const fields: [AddressField, string, string, (uri: string) => UriProblem | undefined][] = [
    ['redirect_uris', text.redirectUris, text.redirectUrisHint, (uri) => redirectProblem(uri, isNative)],
    [
      'post_logout_redirect_uris',
      text.postLogoutUris,
      text.postLogoutUrisHint,
      (uri) => redirectProblem(uri, isNative),
    ],
    ['allowed_origins', text.allowedOrigins, text.allowedOriginsHint, originProblem],
  ];
  // Scripts call only for those who have no server, or where somebody has allowed it already.
  const shown = fields.filter(
    ([field]) =>
      field !== 'allowed_origins' ||
      application.client_type === 'public' ||
      application.allowed_origins.length > 0,
  );
  return (
    <>
      {shown.map(([field, label, description, problemOf]) => {
        const values = form.values[field];
        const errors = listProblems(values, (uri) => problemOf(uri.trim())).map((problem, index) =>
          problem === undefined ? fieldError(error, `${field}.${index}`) : text.uriProblems[problem],
        );
        return (
          <UriList
            key={field}
            label={label}
            description={description}
            values={values}
            errors={errors.length === 0 ? [fieldError(error, field)] : errors}
            onChange={(uris) => form.setFieldValue(field, uris)}
          />
        );
      })}
    </>
  );
}

function Lifetimes({ form, error, application }: PartProps): JSX.Element {
  const { applications: text } = useText();
  const fields = ['access_token_seconds', 'refresh_token_seconds'] as const;
  const shown = application.grant_types.includes('refresh_token') ? fields : fields.slice(0, 1);
  return (
    <Group align="start" grow preventGrowOverflow={false}>
      {shown.map((field) => (
        <NumberInput
          key={field}
          miw={240}
          label={text.fields[field]}
          description={text.lifetimeHint}
          allowDecimal={false}
          allowNegative={false}
          {...form.getInputProps(field)}
          onChange={(value) => form.setFieldValue(field, typeof value === 'number' ? value : '')}
          error={fieldError(error, field)}
        />
      ))}
    </Group>
  );
}

function Texts({ form, error }: PartProps): JSX.Element {
  const { applications: text } = useText();
  const fields = ['backchannel_logout_uri', 'client_uri', 'logo_uri', 'policy_uri', 'tos_uri'] as const;
  return (
    <>
      {fields.map((field) => (
        <TextInput
          key={field}
          type="url"
          label={text.fields[field]}
          description={text.fieldHints[field]}
          {...form.getInputProps(field)}
          error={fieldError(error, field)}
        />
      ))}
    </>
  );
}

function Sections(props: PartProps): JSX.Element {
  const { form, application, error } = props;
  const { applications: text, common } = useText();
  const services = useServices();
  // With what is chosen now: who begins to send people here has to say where they come back to.
  const kind = kindOf({ ...application, grant_types: form.values.grant_types });
  return (
    <>
      <TextInput
        label={common.name}
        description={text.nameHint}
        {...form.getInputProps('name')}
        error={fieldError(error, 'name')}
      />
      {comesBack(kind) && <Addresses {...props} />}
      <Title order={2} size="h4">
        {text.scopesTitle}
      </Title>
      <ScopeChoice
        value={form.values.scopes}
        services={services}
        hasPeople={signsPeopleIn(kind)}
        error={listError(error, 'scopes')}
        onChange={(scopes) => form.setFieldValue('scopes', scopes)}
      />
      <Title order={2} size="h4">
        {text.more}
      </Title>
      <GrantChoice
        value={form.values.grant_types}
        isPublic={application.client_type === 'public'}
        error={listError(error, 'grant_types')}
        onChange={(grants) => form.setFieldValue('grant_types', grants)}
      />
      <Lifetimes {...props} />
      {signsPeopleIn(kind) && <Texts {...props} />}
    </>
  );
}

/**
 * Everything of an application that may be changed. What is read again in the background does not undo what is
 * being typed; a change that would undo somebody else's is refused (ETag), and then shows theirs.
 */
export function SettingsForm({ latest }: { latest: Versioned }): JSX.Element {
  const { common } = useText();
  const [base, setBase] = useState(latest);
  const form = useForm<Settings>({ initialValues: settingsOf(base.data) });
  const before = settingsOf(base.data);
  const changes = changesOf(before, form.values);
  const isChanged = Object.keys(changes).length > 0;
  const change = useChange({
    run: () =>
      answerOf(
        api.PATCH('/api/v1/applications/{application}', {
          params: { path: { application: base.data.id }, header: { 'If-Match': base.version } },
          body: changes,
        }),
      ),
    stale: [['applications']],
  });
  const isOutdated = isRefusal(change.error, 'request.precondition_failed');
  const isOver = latest.version !== base.version && (!isChanged || isOutdated || change.isSuccess);
  useEffect(() => {
    if (!isOver) return;
    setBase(latest);
    form.setValues(settingsOf(latest.data));
    change.reset();
  }, [isOver, latest, form, change]);
  return (
    <form onSubmit={form.onSubmit(() => change.mutate(undefined))} noValidate>
      <Stack maw={760}>
        <Sections form={form} application={base.data} error={change.error} />
        {change.error != null && !isOutdated && <RefusalAlert error={change.error} />}
        <Group>
          <Button type="submit" loading={change.isPending} disabled={!isChanged}>
            {common.save}
          </Button>
          {isChanged && (
            <Button variant="default" onClick={() => form.setValues(before)}>
              {common.cancel}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
