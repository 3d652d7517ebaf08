import { Anchor, Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type JSX } from 'react';
import type { paths } from '@ostiary/contract/client';
import { answerOf, api } from '../api/client.ts';
import { useMe } from '../api/me.ts';
import { useProofQuestion } from '../api/proof.ts';
import { confirmAddress } from '../api/sign-in.ts';
import { RefusalAlert } from '../parts/refusal-alert.tsx';
import { useText } from '../text/text.tsx';

type Proof = NonNullable<Parameters<typeof showProof>[0]>;

function showProof(body: paths['/api/v1/me/step-up']['post']['requestBody']['content']['application/json']) {
  return answerOf(api.POST('/api/v1/me/step-up', { body }));
}

/** What the browser is to ask for: the server writes it for exactly this. */
type Wanted = Parameters<typeof PublicKeyCredential.parseRequestOptionsFromJSON>[0];

async function passkeyProof(): Promise<Proof> {
  const { challenge, ...options } = await answerOf(api.POST('/api/v1/me/step-up/options'));
  const wanted: Wanted = { ...options, challenge: String(challenge) };
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(wanted);
  const shown = await navigator.credentials.get({ publicKey });
  if (!(shown instanceof PublicKeyCredential)) throw new TypeError('The browser showed no passkey');
  const { id, rawId, response, clientExtensionResults } = shown.toJSON() as AuthenticationResponseJSON;
  return {
    passkey: {
      id,
      rawId,
      type: 'public-key',
      response: { ...response },
      clientExtensionResults: { ...clientExtensionResults },
    },
  };
}

interface Attempt {
  isPending: boolean;
  error: unknown;
  prove: (proof: () => Proof | Promise<Proof>) => void;
}

/** One try after the other, until one is good. Not a mutation: its refusals are no reason to sign in anew. */
function useAttempt(onProved: () => void): Attempt {
  const [state, setState] = useState<{ isPending: boolean; error: unknown }>({
    isPending: false,
    error: null,
  });
  const prove = async (proof: () => Proof | Promise<Proof>): Promise<void> => {
    setState({ isPending: true, error: null });
    try {
      await showProof(await proof());
      setState({ isPending: false, error: null });
      onProved();
    } catch (error) {
      setState({ isPending: false, error });
    }
  };
  return { ...state, prove: (proof) => void prove(proof) };
}

/** A password, or the code of an app for whoever has a second factor: then a password is not enough. */
function Typed({ attempt, hasFactor }: { attempt: Attempt; hasFactor: boolean }): JSX.Element {
  const { stepUp } = useText();
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    attempt.prove(() => (hasFactor ? { otp: typed } : { password: typed }));
  };
  const field = {
    value: typed,
    required: true,
    'data-autofocus': true,
    onChange: (event: { currentTarget: { value: string } }) => setTyped(event.currentTarget.value),
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {hasFactor ? (
          <TextInput label={stepUp.code} autoComplete="one-time-code" inputMode="numeric" {...field} />
        ) : (
          <PasswordInput
            label={stepUp.password}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': stepUp.showPassword }}
            {...field}
          />
        )}
        <Group justify="end">
          <Button type="submit" loading={attempt.isPending}>
            {stepUp.goOn}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Question({ onAnswer }: { onAnswer: (isProved: boolean) => void }): JSX.Element {
  const { stepUp } = useText();
  const { second_factor: factor } = useMe();
  const attempt = useAttempt(() => onAnswer(true));
  const hasPasskey = factor.has.includes('passkey');
  return (
    <Stack>
      <Text size="sm">{stepUp.why}</Text>
      {attempt.error != null && <RefusalAlert error={attempt.error} />}
      {hasPasskey && (
        <Button data-autofocus loading={attempt.isPending} onClick={() => attempt.prove(passkeyProof)}>
          {stepUp.passkey}
        </Button>
      )}
      {(!hasPasskey || factor.has.includes('totp')) && (
        <Typed attempt={attempt} hasFactor={factor.has.length > 0} />
      )}
      <Anchor href={confirmAddress()} size="sm">
        {stepUp.otherWay}
      </Anchor>
    </Stack>
  );
}

/** Step-up: asks when something sensitive takes it, and what was asked for goes on. */
export function ProofDialog(): JSX.Element {
  const { common, stepUp } = useText();
  const question = useProofQuestion();
  const answer = (isProved: boolean): void => question?.answer(isProved);
  return (
    <Modal
      opened={question !== undefined}
      // Once the key press is over: the dialog below must still know of this one, or it closes as well.
      onClose={() => setTimeout(() => answer(false))}
      title={stepUp.title}
      // Above the dialog whose button led to it.
      zIndex={1000}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {question !== undefined && <Question onAnswer={answer} />}
    </Modal>
  );
}
