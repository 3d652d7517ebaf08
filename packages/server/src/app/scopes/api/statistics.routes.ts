import { ApiOverview, ApiStatistics, StatisticsQuery } from '@ostiary/contract';
import { isoTime } from '#platform/clock.ts';
import packageJson from '../../../../package.json' with { type: 'json' };
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { overviewToWire } from './overview.wire.ts';

const tag = 'Statistics';

export function addStatisticsRoutes(app: ApiApp, deps: Pick<ApiServices, 'overview' | 'statistics'>): void {
  const { overview, statistics } = deps;
  app.get(
    '/statistics',
    {
      schema: {
        ...operation(
          tag,
          'Count what happened',
          'Sign-ins, tokens, mails and more, by the hour or day. What is older than 400 days is deleted.',
        ),
        querystring: StatisticsQuery,
        response: { 200: ApiStatistics },
      },
      config: { permission: 'metrics.read' },
    },
    async ({ query: { from, to, step } }) => {
      const read = await statistics.read({ from: Date.parse(from), to: Date.parse(to), step });
      return { ...read, from: isoTime(read.from) };
    },
  );
  app.get(
    '/overview',
    {
      schema: {
        ...operation(
          tag,
          'See how things stand',
          'Key figures, health, and what needs attention: failures of the last seven days, and what is due within two weeks.',
        ),
        response: { 200: ApiOverview },
      },
      config: { permission: 'metrics.read' },
    },
    async () => overviewToWire(await overview.read(), packageJson.version),
  );
}
