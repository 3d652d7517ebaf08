import type { Noun } from '../engine/command.types.ts';
import type { JsonObject } from '../output.ts';

/** Such as `derived from OSTIARY_HOST, OSTIARY_PORT`. */
function source(setting: JsonObject): string {
  const { kind, file, from } = setting['source'] as { kind: string; file: string | null; from: string[] };
  if (file !== null) return `${kind} ${file}`;
  return from.length === 0 ? kind : `${kind} from ${from.join(', ')}`;
}

function value({ is_secret: isSecret, is_set: isSet, value: shown }: JsonObject): string {
  if (typeof shown === 'string') return shown;
  return isSecret === true && isSet === true ? '(secret)' : '';
}

export const config: Noun = {
  noun: 'config',
  summary: 'see the settings in effect, and where each comes from',
  examples: `
Examples:
  ostiary config list
  ostiary config list --json | jq '.[] | select(.source.kind == "environment")'`,
  commands: [
    {
      verb: 'list',
      summary: 'list every setting; of secrets only whether they are set',
      method: 'GET',
      path: '/settings',
      output: {
        as: 'list',
        columns: ['variable', { heading: 'VALUE', of: value }, { heading: 'SOURCE', of: source }],
      },
    },
  ],
};
