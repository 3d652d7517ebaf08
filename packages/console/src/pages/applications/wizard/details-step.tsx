import { Alert, List, Select, Stack, Switch, TextInput } from '@mantine/core';
import type { JSX } from 'react';
import { fieldError } from '../../../parts/form-dialog.tsx';
import { useText } from '../../../text/text.tsx';
import { comesBack, type Kind } from '../kinds.rules.ts';
import { frameworksFor } from '../snippets/frameworks.ts';
import { UriList } from '../uri-list.tsx';
import { problemsOf, withFramework, type Draft } from './draft.rules.ts';

interface DetailsStepProps {
  draft: Draft;
  kind: Kind;
  onChange: (draft: Draft) => void;
  /** Whether somebody wanted to go on already: then what is missing is said. */
  isStrict: boolean;
  error: unknown;
}

function Addresses({ draft, kind, onChange, isStrict, error }: DetailsStepProps): JSX.Element {
  const { applications: text } = useText();
  const { redirects, postLogouts, noRedirect } = problemsOf(draft);
  const worded = (path: string, problems: typeof redirects) =>
    problems.map((problem, index) =>
      problem === undefined ? fieldError(error, `${path}.${index}`) : text.uriProblems[problem],
    );
  const redirectErrors = worded('redirect_uris', redirects);
  return (
    <>
      <UriList
        label={text.redirectUris}
        description={text.redirectUrisHint}
        placeholder={text.redirectExample[kind === 'native' ? 'native' : 'web']}
        values={draft.redirectUris}
        errors={isStrict && noRedirect ? [text.redirectMissing] : redirectErrors}
        onChange={(redirectUris) => onChange({ ...draft, redirectUris })}
      />
      <Alert title={text.rules} variant="outline" color="gray">
        <List size="sm">
          {text.uriRules[kind === 'native' ? 'native' : 'web'].map((rule) => (
            <List.Item key={rule}>{rule}</List.Item>
          ))}
        </List>
      </Alert>
      <UriList
        label={text.postLogoutUris}
        description={text.postLogoutUrisHint}
        values={draft.postLogoutUris}
        errors={worded('post_logout_redirect_uris', postLogouts)}
        onChange={(postLogoutUris) => onChange({ ...draft, postLogoutUris })}
      />
    </>
  );
}

/** How it is called and where people come back to; only what this kind needs. */
export function DetailsStep(props: DetailsStepProps): JSX.Element {
  const { draft, kind, onChange, isStrict, error } = props;
  const { applications: text, common } = useText();
  const isNameMissing = isStrict && problemsOf(draft).name;
  return (
    <Stack>
      <TextInput
        label={common.name}
        description={text.nameHint}
        required
        value={draft.name}
        error={isNameMissing ? text.nameMissing : fieldError(error, 'name')}
        onChange={({ currentTarget }) => onChange({ ...draft, name: currentTarget.value })}
      />
      <Select
        label={text.madeWith}
        description={comesBack(kind) ? text.madeWithHint : undefined}
        placeholder={text.notYet}
        clearable
        clearButtonProps={{ 'aria-label': text.notYet }}
        data={frameworksFor(kind).map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.framework}
        onChange={(id) => onChange(withFramework(draft, id))}
      />
      {kind === 'existing' && (
        <Switch
          label={text.keepsSecret}
          description={text.keepsSecretHint}
          checked={draft.keepsSecret}
          onChange={({ currentTarget }) => onChange({ ...draft, keepsSecret: currentTarget.checked })}
        />
      )}
      {comesBack(kind) && <Addresses {...props} />}
    </Stack>
  );
}
