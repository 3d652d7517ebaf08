import { ApiDecision, ApiDecisionQuestion, ApiDecisions, errorCatalogue } from '@ostiary/contract';
import Type, { type Static } from 'typebox';
import type { Verdict } from '#modules/account';
import { AppError } from '#platform/errors.ts';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { readQuestions, verdictToWire } from './decisions.wire.ts';

type Item = Static<typeof ApiDecisions>['items'][number];

const unknownUser = 'users.not_found';

/** One of several: a subject who does not exist does not spoil the others. */
function itemOf(verdict: Verdict | undefined): Item {
  if (verdict) return { ...verdictToWire(verdict), error: null };
  const error = { code: unknownUser, detail: errorCatalogue[unknownUser].message };
  return { allowed: false, reason: 'not_found', missing: [], because: [], error };
}

export function addDecisionRoutes(app: ApiApp, { decisions }: Pick<ApiServices, 'decisions'>): void {
  app.post(
    '/decisions',
    {
      schema: {
        operationId: 'decide',
        ...operation(
          'Decisions',
          'Ask whether somebody is allowed something, and why',
          'One question, or up to 1,000 as `requests`. Everybody may ask about themselves; about others, ' +
            'or with an `address`, it takes the permission `access.decide`. Changes and records nothing.',
        ),
        body: ApiDecisionQuestion,
        response: { 200: Type.Union([ApiDecision, ApiDecisions]) },
      },
      config: { isAlone: true, errors: [unknownUser] },
    },
    async (request) => {
      const { isBatch, questions } = readQuestions(request.body);
      const verdicts = await decisions.decide(await request.caller(), questions);
      if (isBatch) return { items: verdicts.map(itemOf) };
      const [verdict] = verdicts;
      if (!verdict) throw new AppError(unknownUser);
      return verdictToWire(verdict);
    },
  );
}
