import { createGuards, requirement } from '@ostiary/sdk';
import { fastifyDoor } from '@ostiary/sdk/fastify';
import { z } from 'zod';
import { startService, type RunningService } from './service.ts';
import type { Settings } from './settings.ts';

const levels = ['visitor', 'curator'] as const;
const data = z.object({ rooms: z.array(z.string()) });

/** Which rooms somebody may go into is in the data that they were given here. */
export function startArchive({ ostiaryUrl, archive: settings }: Settings): Promise<RunningService> {
  return startService({ settings, ostiaryUrl, levels, data }, (app, ostiary) => {
    const door = fastifyDoor(ostiary);
    const { serviceAccess } = createGuards(ostiary);
    const mapRoom = requirement<{ level: (typeof levels)[number]; data: z.infer<typeof data> }>({
      code: 'room_closed',
      reason: 'The map room is not open to you.',
      holds: ({ access }) => access?.data.rooms.includes('maps') === true,
    });

    app.get('/rooms', door.route(serviceAccess()), (request) => {
      const { access } = door.user(request);
      return { as: access?.level, rooms: access?.data.rooms };
    });
    app.get('/rooms/maps', door.route(mapRoom), () => ({ maps: ['Terra incognita'] }));
  });
}
