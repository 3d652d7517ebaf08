import { expect, it } from 'vitest';
import { followDocument, printedKeys, storyTimeoutMs } from '../../tools/guides/support/story.ts';

const story = followDocument({ document: 'examples/two-services/README.md', ports: [8006, 8007], kit: true });

it(
  'the same user is allowed in one service and refused in the other, each with its own data',
  async () => {
    const [library = '', archive = ''] = printedKeys(await story.run('services create Library'));
    await story.run('users create');
    const [libraryPort, archivePort] = [String(story.port(8006)), String(story.port(8007))];
    await story.start('npm start', {
      replace: {
        'LIBRARY_KEY=osk_…': `LIBRARY_KEY=${library}`,
        'ARCHIVE_KEY=osk_…': `ARCHIVE_KEY=${archive}`,
      },
      env: {
        ...{ LIBRARY_PORT: libraryPort, LIBRARY_AUDIENCE: `http://127.0.0.1:${libraryPort}` },
        ...{ ARCHIVE_PORT: archivePort, ARCHIVE_AUDIENCE: `http://127.0.0.1:${archivePort}` },
      },
      ready: /Library and archive at/,
    });
    await story.run('json()');

    expect(await story.run('/books')).toContain('{"books":["Middlemarch"],"as":"member","card":"L-17"}');
    expect(await story.run('/rooms')).toMatch(/403 Forbidden/);
    expect(await story.run('/cards')).toMatch(/403 Forbidden.*access_level_insufficient/s);
    expect(await story.run('/rooms')).toMatch(/401 Unauthorized.*token_not_valid/s);

    await story.runUntil('"rooms": ["letters"]', /\{"as":"visitor","rooms":\["letters"\]\}/);
    expect(await story.run('/rooms/maps')).toMatch(/403 Forbidden.*room_closed/s);
    await story.runUntil('"maps"]', /Terra incognita/);
    await story.runUntil('access revoke Library', /403 Forbidden/);
    expect(await story.run('/rooms')).toContain('"rooms":["letters","maps"]');
  },
  storyTimeoutMs,
);
