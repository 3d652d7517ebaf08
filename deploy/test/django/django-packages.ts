import { join } from 'node:path';
import { provideDebianPrograms } from '../../../tools/programs/debian-programs.ts';

/**
 * Named one by one, with what they need: what a machine has installed already is not fetched otherwise, and Python
 * reads nothing here but what was unpacked.
 */
const packages = [
  ...['python3', 'python3-minimal', 'python3.11', 'python3.11-minimal', 'libpython3-stdlib'],
  ...['libpython3.11-minimal', 'libpython3.11-stdlib', 'python3-distutils', 'python3-lib2to3'],
  ...['python3-django', 'python3-asgiref', 'python3-sqlparse', 'python3-tz'],
  ...['python3-djangorestframework', 'python3-djangorestframework-simplejwt', 'python3-jwt'],
  ...['python3-django-oauth-toolkit', 'python3-django-braces', 'python3-oauthlib', 'python3-blinker'],
  ...['python3-jwcrypto', 'python3-deprecated', 'python3-wrapt', 'python3-cryptography'],
  ...['python3-cffi-backend', 'python3-six', 'python3-requests', 'python3-urllib3', 'python3-certifi'],
  ...['python3-charset-normalizer', 'python3-chardet', 'python3-idna'],
  ...['python3-argon2', 'libargon2-1', 'python3-bcrypt', 'python3-psycopg2', 'python3-typing-extensions'],
  ...['python3-pkg-resources'],
];

/** Real Python with real Django, as Debian ships them; nothing is installed. */
export async function provideDjango(): Promise<{ python: string; env: Record<string, string> }> {
  const { root, env, find } = await provideDebianPrograms({ packages });
  const libraries = ['usr/lib/python3.11', 'usr/lib/python3.11/lib-dynload', 'usr/lib/python3/dist-packages'];
  return {
    python: find('python3.11'),
    env: {
      ...env,
      // Without -S and with these alone, nothing of the machine's own is found.
      PYTHONHOME: join(root, 'usr'),
      PYTHONPATH: libraries.map((folder) => join(root, folder)).join(':'),
      PYTHONNOUSERSITE: '1',
      PYTHONDONTWRITEBYTECODE: '1',
    },
  };
}
