import { Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent, type JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { isRefusal } from '../../../api/refusal.ts';
import { Page } from '../../../parts/page.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useSearchState } from '../../../parts/use-search-state.ts';
import { useText } from '../../../text/text.tsx';
import { metadataQuery } from '../applications.queries.ts';
import type { ServiceScopes } from '../connection.rules.ts';
import { deviceGrant, signsPeopleIn } from '../kinds.rules.ts';
import { ScopeChoice } from '../scope-choice.tsx';
import { useServices } from '../use-services.ts';
import { DetailsStep } from './details-step.tsx';
import {
  creationOf,
  emptyDraft,
  isComplete,
  reachable,
  steps,
  withKind,
  type Draft,
  type Step,
} from './draft.rules.ts';
import { KindStep } from './kind-step.tsx';
import { Result, type Made } from './result.tsx';
import { ReviewStep } from './review-step.tsx';

interface WizardProps {
  services: readonly ServiceScopes[];
  step: Step;
  setStep: (step: Step | 'done') => void;
  onMade: (made: Made) => void;
  draft: Draft;
  setDraft: (draft: Draft) => void;
}

/** The title of the step has the focus when the step changes, as a page's has. */
function StepTitle({ step }: { step: Step }): JSX.Element {
  const { applications: text } = useText();
  const title = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) title.current?.focus();
    shown.current = step;
  }, [step]);
  const number = steps.indexOf(step) + 1;
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        {text.stepOf(number, steps.length)}
      </Text>
      <Progress value={(100 * number) / steps.length} size="sm" aria-label={text.progress} />
      <Title order={2} size="h4" ref={title} tabIndex={-1}>
        {text.steps[step]}
      </Title>
    </Stack>
  );
}

function Content(props: WizardProps & { isStrict: boolean; error: unknown }): JSX.Element {
  const { step, draft, setDraft, services, isStrict, error } = props;
  const { applications: text } = useText();
  const { data: metadata } = useSuspenseQuery(metadataQuery);
  const { kind } = draft;
  if (step === 'kind' || kind === null) {
    return (
      <KindStep
        value={kind}
        onChange={(chosen) => setDraft(withKind(draft, chosen))}
        hasDevices={metadata.grant_types_supported.includes(deviceGrant)}
      />
    );
  }
  if (step === 'details') {
    return <DetailsStep draft={draft} kind={kind} onChange={setDraft} isStrict={isStrict} error={error} />;
  }
  if (step === 'review') return <ReviewStep draft={draft} error={error} />;
  return (
    <Stack>
      <Text size="sm">{signsPeopleIn(kind) ? text.accessHint : text.machineAccessHint}</Text>
      <ScopeChoice
        value={draft.scopes}
        services={services}
        hasPeople={signsPeopleIn(kind)}
        onChange={(scopes) => setDraft({ ...draft, scopes })}
      />
    </Stack>
  );
}

/** Sends the draft; what is wrong with an address is shown where it was typed. */
function useCreation({ draft, setStep, onMade }: WizardProps) {
  return useChange({
    run: () => answerOf(api.POST('/api/v1/applications', { body: creationOf(draft) })),
    stale: [['applications']],
    done: null,
    onDone: (application) => {
      if (draft.kind !== null) onMade({ application, kind: draft.kind, framework: draft.framework });
      setStep('done');
    },
  });
}

function isAboutDetails(error: unknown): boolean {
  const places = isRefusal(error) ? Object.keys(error.fields) : [];
  return places.some((path) => /^(name$|redirect_uris|post_logout)/.test(path));
}

function Wizard(props: WizardProps): JSX.Element {
  const { step, setStep, draft } = props;
  const { applications: text } = useText();
  const [isStrict, setIsStrict] = useState(false);
  const creation = useCreation(props);
  const at = steps.indexOf(step);
  const next = steps[at + 1];
  const previous = steps[at - 1];
  const mayGoOn = step === 'kind' ? draft.kind !== null : isComplete(draft);
  const goOn = (event: FormEvent) => {
    event.preventDefault();
    setIsStrict(!mayGoOn);
    if (!mayGoOn) return;
    if (next) return setStep(next);
    creation.mutate(undefined, {
      onError: (error) => {
        if (isAboutDetails(error)) setStep('details');
      },
    });
  };
  return (
    <form onSubmit={goOn} noValidate>
      <Stack maw={760}>
        <StepTitle step={step} />
        <Content {...props} isStrict={isStrict} error={creation.error} />
        <Group>
          {previous && (
            <Button variant="default" onClick={() => setStep(previous)}>
              {text.back}
            </Button>
          )}
          <Button type="submit" loading={creation.isPending} disabled={step === 'kind' && !mayGoOn}>
            {next ? text.next : text.create}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** From what it is to what to copy into it. The step is in the address, the draft survives leaving the page. */
export function NewApplicationPage(): JSX.Element {
  const { applications: text } = useText();
  const services = useServices();
  const [made, setMade] = useState<Made>();
  const [wanted, setWanted] = useSearchState('step', 'kind', { push: true });
  const [draft, setDraft] = useSessionStorage<Draft>({
    key: 'ostiary.new-application',
    defaultValue: emptyDraft,
    getInitialValueInEffect: false,
  });
  if (wanted === 'done' && made) {
    return (
      <Page title={text.isRegistered(made.application.name)}>
        <Result made={made} services={services} />
      </Page>
    );
  }
  return (
    <Page title={text.new}>
      <Wizard
        services={services}
        step={reachable(draft, wanted)}
        setStep={setWanted}
        draft={draft}
        setDraft={setDraft}
        onMade={(result) => {
          setMade(result);
          setDraft(emptyDraft);
        }}
      />
    </Page>
  );
}
