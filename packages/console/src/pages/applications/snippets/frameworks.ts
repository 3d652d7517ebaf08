import type { Kind } from '../kinds.rules.ts';
import { nextJs, svelteKit } from './auth-js.rules.ts';
import { aspNet, springBoot } from './compiled.rules.ts';
import { environment } from './environment.rules.ts';
import { addresses } from './existing.rules.ts';
import { go } from './go.rules.ts';
import { android, ios } from './native.rules.ts';
import { express, fastify } from './node-server.rules.ts';
import { curl, device, nodeFetch, pythonRequests } from './programs.rules.ts';
import { allauth, authlib, mozillaDjango } from './python.rules.ts';
import { angular, plainPage, reactPage, vuePage } from './single-page.rules.ts';
import type { Framework } from './snippet.types.ts';

/** In the order in which they are offered; the first of a kind is what it begins with. */
export const frameworks: readonly Framework[] = [
  ...[curl, nodeFetch, pythonRequests, device],
  ...[reactPage, vuePage, angular, plainPage, android, ios, addresses],
  ...[express, fastify, nextJs, svelteKit, mozillaDjango, allauth, authlib, springBoot, aspNet, go],
  environment,
];

export function frameworksFor(kind: Kind): readonly Framework[] {
  return frameworks.filter(({ kinds }) => kinds.includes(kind));
}
