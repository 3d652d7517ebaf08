import type { FastifyInstance } from 'fastify';
import { queryText, refuseNullCharacters } from '../form-body.ts';
import { noProblems } from '../form-problems.ts';
import { pageDocs } from '../page-docs.ts';
import { sessionOf, type PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';
import { signInFields } from '../sign-in.page.tsx';
import {
  addInteractionForm,
  keepOpenerOfRequest,
  openInteraction,
  type InteractionForm,
} from './interaction-form.ts';
import { interactionAddress } from './interaction-view.ts';
import { nextStep } from './next-step.rules.ts';
import { showGone, showInteraction } from './show-interaction.tsx';

/** What a page does not offer is not taken either: the page is shown again and says what is needed. */
function interactionForms({ oauth }: PagesDeps, kit: PageKit): InteractionForm[] {
  return [
    {
      part: 'sign-in',
      summary: 'Sign in for an application',
      fields: [...signInFields, 'account'],
      async answer({ request, reply, form, interaction }) {
        if (interaction.prompt === 'consent') return interactionAddress(interaction);
        refuseNullCharacters(form, signInFields);
        const credentials = { login: form.text('login'), password: form.text('password') };
        const { session, endPrevious } = await kit.takeOverSession(request, reply, credentials);
        try {
          return await oauth.finishSignIn(interaction.uid, session);
        } finally {
          // Not before: an interaction is over when the session that it began with has ended.
          await endPrevious();
        }
      },
    },
    {
      part: 'continue',
      summary: 'Go on to an application with the session there is',
      fields: [],
      async answer({ interaction, visitor }) {
        const session = sessionOf(visitor);
        const isOffered = nextStep(interaction, session, false).kind === 'choose-account';
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
        const isAsked = nextStep(interaction, session, false).kind === 'consent';
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
  for (const form of interactionForms(deps, kit)) addInteractionForm(app, { deps, kit }, form);
}
