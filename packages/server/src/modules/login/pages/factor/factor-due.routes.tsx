import type { FastifyInstance } from 'fastify';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { accountPaths } from '../account/account-addresses.ts';
import { dateText } from '../dates.ts';
import { queryText } from '../form-body.ts';
import { useMessages } from '../language/reader.ts';
import { Page } from '../layout.tsx';
import { nextPath } from '../next-path.rules.ts';
import { signInAddress } from '../page-addresses.ts';
import { pageDocs } from '../page-docs.ts';
import type { PageKit } from '../page-kit.ts';
import type { PagesDeps } from '../pages.types.ts';

function FactorDuePage({ endsAt, later }: { endsAt: number; later: string }): JSX.Element {
  const messages = useMessages();
  const { grace } = messages.signInFlow;
  return (
    <Page title={grace.title}>
      <p>{grace.about(dateText(messages, endsAt, 'day'))}</p>
      <div class="actions">
        <a class="button" href={accountPaths.factors}>
          {grace.now}
        </a>
        <a class="button quiet" href={later}>
          {grace.later}
        </a>
      </div>
    </Page>
  );
}

/** `/sign-in/factor-due`: until when somebody may do without the second factor that their role asks for. */
export function addFactorDue(app: FastifyInstance, { mfa }: PagesDeps, kit: PageKit): void {
  app.get(
    '/sign-in/factor-due',
    { schema: pageDocs('Page that says until when a second factor is to be set up', 'session') },
    async (request, reply) => {
      const next = queryText(request, 'next');
      const principal = await kit.visitor(request);
      if (!principal) return reply.redirect(signInAddress({ next }), 303);
      const { graceEndsAt } = await mfa.standing(principal.user);
      if (graceEndsAt === null) return reply.redirect(nextPath(next), 303);
      return kit.show(request, reply, () => <FactorDuePage endsAt={graceEndsAt} later={nextPath(next)} />);
    },
  );
}
