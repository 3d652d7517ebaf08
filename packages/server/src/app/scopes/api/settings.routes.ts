import { ApiSettings } from '@ostiary/contract';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';

export function addSettingRoutes(app: ApiApp, { settings }: Pick<ApiServices, 'settings'>): void {
  app.get(
    '/settings',
    {
      schema: {
        ...operation(
          'Settings',
          'See the configuration',
          'Every setting with the value in effect and where it comes from. Of a secret only whether it is set.',
        ),
        response: { 200: ApiSettings },
      },
      config: { permission: 'settings.read' },
    },
    () => ({
      items: settings.map(({ isSecret, isSet, ...setting }) => ({
        ...setting,
        ...{ is_secret: isSecret, is_set: isSet },
      })),
    }),
  );
}
