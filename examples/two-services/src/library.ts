import { createGuards } from '@ostiary/sdk';
import { fastifyDoor } from '@ostiary/sdk/fastify';
import { z } from 'zod';
import { startService, type RunningService } from './service.ts';
import type { Settings } from './settings.ts';

const levels = ['member', 'librarian'] as const;
const data = z.object({ card: z.string() });

/** Members read books; librarians also see who has which card. */
export function startLibrary({ ostiaryUrl, library: settings }: Settings): Promise<RunningService> {
  return startService({ settings, ostiaryUrl, levels, data }, (app, ostiary) => {
    const door = fastifyDoor(ostiary);
    const { serviceAccess } = createGuards(ostiary);

    app.get('/books', door.route(serviceAccess('member')), (request) => {
      const { access } = door.user(request);
      // `data` has the type that the schema says.
      return { books: ['Middlemarch'], as: access?.level, card: access?.data.card.toUpperCase() };
    });
    app.get('/cards', door.route(serviceAccess('librarian')), () => ({ cards: ['L-17'] }));
  });
}
