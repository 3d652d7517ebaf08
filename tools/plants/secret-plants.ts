import type { Plant } from './plant.types.ts';

/** Put together here, so that this file holds nothing that looks like a secret. */
const made = (...parts: string[]): string => parts.join('');
const noise = 'Zq7Lw2XcV9bNm4KjHg5FdS8aPoIuYt1Re3Wq6';

/** A plant in a file of its own, named after its rule. */
function inFile(rule: string, content: string, name = rule.replaceAll(' ', '-')): Plant {
  return { rule, path: `packages/server/src/${name}.txt`, content };
}

export const secretPlants: Plant[] = [
  inFile('private key', made('-----BEGIN EC PRIVATE', ` KEY-----\n${noise}\n-----END EC PRIVATE KEY-----\n`)),
  inFile('private JWK', made('{"kty":"EC","crv":"P-256","', `d":"${noise}abcdefg"}`)),
  inFile('signed token', made('see eyJhbGciOiJFUzI1NiJ9', `.eyJzdWIiOiIxIn0.${noise}`)),
  inFile('token of Ostiary', made('curl -H "Authorization: Token ost_', `${noise}abcdefg"`)),
  inFile('signing secret of a webhook', made('whsec', `_${noise}=`)),
  inFile('token of a hosting service', made('ghp', `_${noise}`)),
  inFile('token of a hosting service', made('AKIA', 'QWERTYUIOP123456'), 'of-a-cloud'),
  inFile('password in an address', made('DATABASE_URL=postgres://ostiary', ':q8Zt-live@db.example/ostiary')),
  inFile('assigned secret', made('OSTIARY_SEC', `RET=${noise}`)),
  {
    rule: 'assigned secret',
    path: 'packages/server/test/planted.test.ts',
    content: made('const pass', `word = '${noise}';\n`),
  },
];

/** What is allowed although it looks much like a plant. */
export const innocentSecrets: Record<string, string> = {
  'packages/server/src/innocent.txt': [
    'postgres://user:password@localhost/ostiary and https://example.org:8000/@someone',
    'OSTIARY_SECRET=${OSTIARY_SECRET:?say which}',
    'token: createTokenWithTheWholeAlphabet',
    '-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----',
    'eyJhbGciOiJFUzI1NiJ9',
  ].join('\n'),
  'packages/server/test/innocent.test.ts': made('const pass', "word = 'velvet-canyon-orbit-7';\n"),
  'package-lock.json': `{ "token": "${noise}" }`,
};
