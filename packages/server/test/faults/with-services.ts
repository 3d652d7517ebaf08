import { buildServices, type Services } from '#app/build-services.ts';
import { loadConfig } from '#config';

/** What a server with these settings is made of, without a server. */
export async function withServices<T>(
  env: Record<string, string>,
  cwd: string,
  work: (services: Services) => Promise<T>,
): Promise<T> {
  const { config } = loadConfig({ env, cwd });
  if (!config) throw new Error('The settings are refused');
  const services = await buildServices({ config });
  try {
    await services.prepare();
    return await work(services);
  } finally {
    await services.close();
  }
}
