import {
  postJson,
  startServerProcess,
  temporaryDirectory,
} from '../../packages/server/test/support/server-process.ts';

export interface Person {
  email: string;
  username: string;
  firstName: string;
  lastName: string;
  password: string;
}

/** The built server on a port of its own, with an empty data directory and one administrator. */
export interface Site {
  /** With the name that the server calls itself by, so that it is the issuer of its tokens, too. */
  url: string;
  /** Where its data is. */
  directory: string;
  administrator: Person;
  /** Somebody with an account, made over the wire. */
  addPerson(details?: Partial<Person>): Promise<Person>;
  stop(): Promise<void>;
}

const goodPassword = 'tulip-anvil-marsh-42';

const root: Person = {
  email: 'root@example.com',
  username: 'root',
  firstName: '',
  lastName: '',
  password: goodPassword,
};

let people = 0;

/** Somebody without an account, whom no test has met before. */
export function somebody(details: Partial<Person> = {}): Person {
  people += 1;
  const username = `person${people}`;
  const email = `${username}@example.com`;
  return { email, username, firstName: 'Ada', lastName: 'Lovelace', password: goodPassword, ...details };
}

async function signUp(url: string, person: Person): Promise<void> {
  const { status, body } = await postJson(`${url}/user-signup/`, {
    email: person.email,
    username: person.username,
    first_name: person.firstName,
    last_name: person.lastName,
    password: person.password,
  });
  if (status !== 201) throw new Error(`Signing up answered ${status}: ${JSON.stringify(body)}`);
}

export async function startSite(env: Record<string, string> = {}): Promise<Site> {
  const directory = await temporaryDirectory();
  try {
    const server = await startServerProcess({
      env: {
        OSTIARY_DATA_DIR: directory.path,
        OSTIARY_ADMIN_EMAIL: root.email,
        OSTIARY_ADMIN_USERNAME: root.username,
        OSTIARY_ADMIN_PASSWORD: root.password,
        ...env,
      },
    });
    const killWithUs = (): void => void server.child.kill('SIGKILL');
    process.once('exit', killWithUs);
    const url = server.url.replace('127.0.0.1', 'localhost');
    return {
      url,
      directory: directory.path,
      administrator: root,
      async addPerson(details) {
        const person = somebody(details);
        await signUp(url, person);
        return person;
      },
      async stop() {
        await server.stop();
        process.off('exit', killWithUs);
        await directory.remove();
      },
    };
  } catch (error) {
    await directory.remove();
    throw error;
  }
}
