/** What looks like a secret in this repository, opens nothing, and why it is there. */
const known: Record<string, string> = {
  password: 'stands for a password in examples of addresses',
  PASSWORD: 'stands for a password in the help of the command line',
  secret: 'stands for a password in examples of addresses',
  p: 'a password in a test of addresses',
  'put-32-random-characters-or-more-here': 'what whoever copies the snippet has to replace',
  ocs_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT: 'example of a client secret in the API reference',
  osk_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT: 'example of a service key in the API reference',
  ost_WkM2mW0Vb6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT: 'example of an API token in the API reference',
  zYb0mWk2V6v4yR8mJq3nC9sZ5aLd7eGfHhUu2oIwQkT: 'example of a link’s token in the API reference',
  'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD3kXo8hxeKmw=': 'example of a webhook’s secret in the API reference',
  GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ: 'the digits of RFC 6238’s own example, as an example of a TOTP secret',
  AZc1vR0mcnODcx4kT2uJ8w: 'example of a token’s id in the API reference',
  'ort_AaIa4j6ucACFuq27-BlwMQ': 'beginning of a refresh token in a guide',
  ost_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA: 'an API token that nobody was given',
  mJ0Tm9pY1rYvQeR3uWbXz7LkD5cHs2Fa: 'a client secret that a test imports',
  MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgs2gSDbw523ghQUJR:
    'key of the certificate for receiver.example, which only a receiver inside tests shows',
  MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgs8ZxsKFQHXHFFAkj:
    'key of a certificate for this machine, which only an old service inside tests shows',
};

export const knownSecrets: ReadonlySet<string> = new Set(Object.keys(known));
