import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { formTarget, type Interaction } from '#modules/oauth';
import type { Principal } from '../../login.types.ts';
import type { FormProblems } from '../form-problems.ts';
import { wantedProof } from '../factor/proof-forms.tsx';
import { messagesFor } from '../language/reader.ts';
import { renderDocument } from '../layout.tsx';
import { sendHtml } from '../page-headers.ts';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { signInWays } from '../sign-in.page.tsx';
import { shownApplication } from './application-face.rules.ts';
import { ConsentStep } from './consent.page.tsx';
import { GonePage } from './gone.page.tsx';
import { showGone } from './gone.tsx';
import { FactorStep } from './factor-step.page.tsx';
import { offersPasskeys, type InteractionView } from './interaction-view.ts';
import { nextStep, type Step } from './next-step.rules.ts';
import { onlookerOf } from './onlooker.ts';
import { ChooseAccountStep, ConfirmStep, SignInStep } from './sign-in-step.page.tsx';

function drawStep(step: Step, view: InteractionView, visitor: Principal | null): JSX.Element {
  if (step.kind === 'sign-in') return <SignInStep {...view} isAnotherWanted={step.isAnotherWanted} />;
  // Every other step is for somebody who is signed in.
  if (step.kind === 'gone' || visitor === null) return <GonePage />;
  if (step.kind === 'consent') return <ConsentStep {...view} visitor={visitor} />;
  if (view.proof !== null) return <FactorStep {...view} visitor={visitor} proof={view.proof} />;
  if (step.kind === 'confirm') return <ConfirmStep {...view} visitor={visitor} />;
  return <ChooseAccountStep {...view} visitor={visitor} />;
}

/** The ways to answer a step that asks for a proof. */
async function whatIsWanted(
  deps: PagesDeps,
  step: Step,
  visitor: Principal | null,
): Promise<Pick<InteractionView, 'ways' | 'proof'>> {
  if (step.kind === 'sign-in') return { ways: await signInWays(deps), proof: null };
  if (visitor === null || (step.kind !== 'confirm' && step.kind !== 'factor')) {
    return { ways: null, proof: null };
  }
  const { has } = await deps.mfa.standing(visitor.user);
  if (step.kind === 'factor') return { ways: null, proof: await wantedProof(deps.mfa, visitor.user, has) };
  return { ways: has.includes('passkey') ? await signInWays(deps) : null, proof: null };
}

export interface Drawing {
  interaction: Interaction;
  wantsOther: boolean;
  login: string;
  problems: FormProblems;
}

/** The page that an interaction is at, in the language that it or the browser asks for. */
export async function showInteraction(
  { deps, kit }: { deps: PagesDeps; kit: PageKit },
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  drawing: Drawing,
): Promise<FastifyReply> {
  const { interaction } = drawing;
  const visitor = await kit.visitor(request);
  const step = nextStep(interaction, await onlookerOf(deps, interaction, visitor), drawing.wantsOther);
  if (step.kind === 'gone') return showGone(request, reply, interaction.uiLocales);
  const messages = messagesFor(request, interaction.uiLocales);
  const application = shownApplication(interaction.application, deps.publicUrl);
  const token = await kit.formToken(request, reply);
  const wanted = await whatIsWanted(deps, step, visitor);
  const view = { ...drawing, ...wanted, application, token, isSignUpOpen: deps.isSignUpOpen };
  return sendHtml(reply, {
    html: renderDocument(messages, drawStep(step, view, visitor)),
    language: messages.language,
    scripts: offersPasskeys(view),
    formTargets: [formTarget(interaction.returnSource) ?? []].flat(),
    imageSources: [application.logo?.cspSource ?? []].flat(),
  });
}
