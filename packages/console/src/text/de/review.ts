import type { Texts } from '../en.ts';

export const review: Texts['review'] = {
  intro:
    'Alle, die ein Konto haben, mit allem, was daran hängt: Gehen Sie es von Zeit zu Zeit durch und nehmen Sie weg, was niemand mehr braucht. Dass Sie die CSV-Datei geholt haben, steht als Nachweis im Protokoll.',
  csv: 'Als CSV holen',
  everything: 'alles (Administrator)',
  byGroup: (role) => `${role} (über eine Gruppe)`,
  permissionCount: 'Rechte',
};
