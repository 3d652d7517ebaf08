import type { FastifyInstance } from 'fastify';
import type { Interaction } from '#modules/oauth';
import type { Principal } from '../../login.types.ts';
import type { Browser } from '../../sign-in/sign-in.types.ts';
import { codeField, judgedCode, proofForms } from '../factor/proof-fields.ts';
import { queryText, refuseNullCharacters } from '../form-body.ts';
import { noProblems } from '../form-problems.ts';
import { messagesFor } from '../language/reader.ts';
import { pageDocs } from '../page-docs.ts';
import { sessionOf, type PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { shownPasskeyIn } from '../scripts/passkey-answer.ts';
import { passkeyField } from '../scripts/passkey-form.tsx';
import { signInFields } from '../sign-in.page.tsx';
import {
  addInteractionForm,
  keepOpenerOfRequest,
  openInteraction,
  type InteractionForm,
  type Sent,
} from './interaction-form.ts';
import { interactionAddress } from './interaction-view.ts';
import { nextStep, type Step } from './next-step.rules.ts';
import { onlookerOf } from './onlooker.ts';
import { showGone } from './gone.tsx';
import { showInteraction } from './show-interaction.tsx';

/** Signing in with a form of the page of an interaction: at that page it is answered (`settleSignIn`). */
function signInForms({ signIn }: PagesDeps, kit: PageKit): InteractionForm[] {
  const ways = [
    {
      ...{ part: 'sign-in', summary: 'Sign in for an application', fields: signInFields },
      signIn({ request, form }: Sent, browser: Browser) {
        refuseNullCharacters(form, signInFields);
        const credentials = { login: form.text('login'), password: form.text('password') };
        return signIn.withPassword(request.act(), credentials, browser);
      },
    },
    {
      ...{ part: 'passkey', summary: 'Sign in for an application by passkey', fields: [passkeyField] },
      signIn: ({ request, form }: Sent, browser: Browser) =>
        signIn.withPasskey(request.act(), shownPasskeyIn(form), browser),
    },
  ];
  return ways.map(({ part, summary, fields, signIn: prove }) => ({
    ...{ part, summary, fields: [...fields, 'account'] },
    async answer(sent) {
      const { request, reply, interaction } = sent;
      const next = interactionAddress(interaction);
      if (interaction.prompt === 'consent') return next;
      const outcome = await prove(sent, await kit.browserOf(request, next));
      return kit.settleSignIn(request, reply, outcome, next);
    },
  }));
}

async function stepOf(
  deps: PagesDeps,
  interaction: Interaction,
  visitor: Principal | null,
): Promise<Step['kind']> {
  return nextStep(interaction, await onlookerOf(deps, interaction, visitor), false).kind;
}

/** The second factor alone, for who is signed in. */
function stepUpForms(deps: PagesDeps, kit: PageKit): InteractionForm[] {
  return proofForms.map(({ end, what, read }) => ({
    part: `step-up${end}`,
    summary: `Show ${what} that an application asks for`,
    fields: end === '' ? [codeField] : [passkeyField],
    async answer({ request, reply, form, interaction, visitor }) {
      const session = sessionOf(visitor);
      const isAsked = (await stepOf(deps, interaction, visitor)) === 'factor';
      if (session === null || !isAsked) return interactionAddress(interaction);
      const messages = messagesFor(request, interaction.uiLocales);
      const shown = read(form, messages);
      const proved = await judgedCode(messages, () => deps.signIn.stepUp(request.act(), session, shown));
      if (proved.secret !== null) kit.cookies.renew(reply, proved.secret);
      return deps.oauth.finishSignIn(interaction.uid, session);
    },
  }));
}

/** What a page does not offer is not taken either: the page is shown again and says what is needed. */
function choiceForms(deps: PagesDeps): InteractionForm[] {
  const { oauth } = deps;
  return [
    {
      part: 'continue',
      summary: 'Go on to an application with the session there is',
      fields: [],
      async answer({ interaction, visitor }) {
        const session = sessionOf(visitor);
        const isOffered = (await stepOf(deps, interaction, visitor)) === 'choose-account';
        if (session === null || !isOffered) return interactionAddress(interaction);
        return oauth.finishSignIn(interaction.uid, session);
      },
    },
    {
      part: 'consent',
      summary: 'Allow an application what it asks for',
      fields: [],
      async answer({ request, interaction, visitor }) {
        const session = sessionOf(visitor);
        const isAsked = (await stepOf(deps, interaction, visitor)) === 'consent';
        if (session === null || !isAsked) return interactionAddress(interaction);
        const scopes = interaction.scopes.map(({ name }) => name);
        return oauth.finishConsent(request.act(), interaction.uid, { ...session, scopes });
      },
    },
    {
      part: 'abort',
      summary: 'Refuse an application',
      fields: [],
      answer: ({ request, interaction }) => oauth.abort(request.act(), interaction.uid),
    },
  ];
}

/** `/o/interaction/:uid`: signing in for an application, and agreeing to what it asks for. */
export function addInteraction(app: FastifyInstance, deps: PagesDeps, kit: PageKit): void {
  app.get(
    '/o/interaction/:uid',
    {
      schema: pageDocs('What an application asks of somebody', 'optional'),
      onRequest: keepOpenerOfRequest,
    },
    async (request, reply) => {
      const interaction = await openInteraction(deps, request);
      if (!interaction) return showGone(request, reply);
      const wantsOther = queryText(request, 'account') === 'other';
      const drawing = { interaction, wantsOther, login: interaction.loginHint ?? '', problems: noProblems };
      return showInteraction({ deps, kit }, { request, reply }, drawing);
    },
  );
  const forms = [...signInForms(deps, kit), ...stepUpForms(deps, kit), ...choiceForms(deps)];
  for (const form of forms) addInteractionForm(app, { deps, kit }, form);
}
