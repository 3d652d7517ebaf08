import { describe, expect, it } from 'vitest';
import { testApp } from '../../../test/support/test-app.ts';
import { namedCommands, wholeCommands } from './index.ts';

/**
 * A token has no account that it could sign out of; who is meant is always named. And whoever cannot sign in has no
 * token.
 */
const ownAccount = /^\/(me|account)(\/|$)/;

const withoutNames = (path: string): string => path.replace(/:[a-z_]+/g, ':');

describe('the command line', () => {
  it('offers everything that the management API offers, and nothing else', async () => {
    const test = await testApp();
    const routes = test.app.routeTable
      .filter(({ path }) => path.startsWith('/api/v1/'))
      .map(({ method, path }) => ({ method, path: withoutNames(path.slice('/api/v1'.length)) }))
      .filter(({ path }) => !ownAccount.test(path))
      .map(({ method, path }) => `${method} ${path}`);
    await test.close();
    const commands = [...namedCommands().map(([, command]) => command), ...wholeCommands].flatMap(
      ({ method, path, variant }) =>
        [path, ...(variant ? [variant.path] : [])].map((each) => `${method} ${withoutNames(each)}`),
    );
    expect([...new Set(commands)].sort()).toEqual([...new Set(routes)].sort());
  });
});
