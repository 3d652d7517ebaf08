import type { Application } from '#modules/applications';

export const applicationsPath = '/o/applications/';

export function applicationPath({ id }: Pick<Application, 'id'>, part = ''): string {
  return `${applicationsPath}${id}/${part}`;
}
