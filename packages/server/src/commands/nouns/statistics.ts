import { StatisticsQuery } from '@ostiary/contract';
import type { Noun } from '../engine/command.types.ts';

export const statistics: Noun = {
  noun: 'statistics',
  summary: 'see how often what happened, and how the service is',
  examples: `
Examples:
  ostiary statistics show --from 2026-01-01T00:00:00Z --to 2026-01-31T00:00:00Z --step day --json
  ostiary statistics overview`,
  commands: [
    {
      verb: 'show',
      summary: 'count sign-ins, tokens and more by the hour or day',
      method: 'GET',
      path: '/statistics',
      query: StatisticsQuery,
      output: { as: 'details' },
    },
    {
      verb: 'overview',
      summary: 'see how the service is, and what needs attention',
      method: 'GET',
      path: '/overview',
      output: { as: 'details' },
    },
  ],
};
