import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the checkout, wherever it was started from. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export const serverFolder = join(root, 'packages', 'server');
export const distFolder = join(serverFolder, 'dist');

export const consoleFolder = join(root, 'packages', 'console');
export const consoleDistFolder = join(consoleFolder, 'dist');

export const kitFolder = join(root, 'packages', 'sdk');
export const kitDistFolder = join(kitFolder, 'dist');
