/** Something the person at the keyboard can put right; its message says how. */
export class SetupError extends Error {}

/** The system's own code of an error, such as `EACCES`, or an empty string. */
export function errorCode(error) {
  return typeof error?.code === 'string' ? error.code : '';
}

/** The same error, or a SetupError when the cause is a folder that may not be written to. */
export function asWriteError(error, folder) {
  if (!['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error))) return error;
  return new SetupError(
    `${folder} cannot be written to (${error.code}). Give this account the right to write there, or run \`npm ci && npm run build\` once as an account that has it.`,
  );
}
