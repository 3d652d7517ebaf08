import { accountSettings } from './settings/account.settings.ts';
import { oauthSettings } from './settings/oauth.settings.ts';
import {
  factorSettings,
  mailSettings,
  ownAccountSettings,
  signInSettings,
} from './settings/own-account.settings.ts';
import { predecessorSettings } from './settings/predecessor.settings.ts';
import { serverSettings } from './settings/server.settings.ts';
import { cookieSettings, limitSettings, passwordSettings } from './settings/sign-in.settings.ts';
import { tokenSettings } from './settings/tokens.settings.ts';
import { tracesSettings } from './settings/traces.settings.ts';
import type { ConfigPath, SettingsTable } from './setting.types.ts';

/**
 * Every setting, in the order of the reference. Parsing, validation, `ostiary doctor` and
 * docs/reference/config.md all come from it.
 */
export const settings: SettingsTable = {
  ...serverSettings,
  ...mailSettings,
  ...cookieSettings,
  ...signInSettings,
  ...factorSettings,
  ...passwordSettings,
  ...limitSettings,
  ...tokenSettings,
  ...oauthSettings,
  ...accountSettings,
  ...ownAccountSettings,
  ...predecessorSettings,
  ...tracesSettings,
};

function isConfigPath(path: string): path is ConfigPath {
  return Object.hasOwn(settings, path);
}

export const configPaths: readonly ConfigPath[] = Object.keys(settings).filter(isConfigPath);

export const settingNames: readonly string[] = configPaths.map((path) => settings[path].env);
