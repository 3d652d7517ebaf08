/** Rules that are changed together, and the near tests that have to notice: none that start a server or a database. */
export interface Room {
  name: string;
  /** Where all of it is. */
  folder: string;
  mutate: string[];
  tests: string[];
}

/** Tells the tests' configuration which room is looked at. */
export const roomVariable = 'OSTIARY_MUTATION_ROOM';

function moduleRoom(name: string): Room {
  const folder = `packages/server/src/modules/${name}/`;
  return {
    ...{ name, folder },
    mutate: [`${folder}**/*.rules.ts`],
    tests: [`${folder}**/*.rules.test.ts`],
  };
}

function kitRoom(name: string, ...tests: string[]): Room {
  const folder = `packages/sdk/src/${name}/`;
  return {
    ...{ name, folder },
    mutate: [`${folder}**/*.ts`],
    tests: [`${folder}**/*.test.ts`, ...tests.map((test) => `packages/sdk/test/${test}`)],
  };
}

export const rooms: readonly Room[] = [
  moduleRoom('access'),
  moduleRoom('tokens'),
  moduleRoom('passwords'),
  moduleRoom('sessions'),
  kitRoom('guards', 'guards/{guards,assurance,address-range,combine,refusals}.test.ts'),
  kitRoom('verifier', 'verifier/*.test.ts'),
];

/** Error for a file that is in none. */
export function roomOf(file: string): Room {
  const room = rooms.find(({ folder }) => file.startsWith(folder));
  if (!room) throw new TypeError(`${file} is in no room that is mutated.`);
  return room;
}
