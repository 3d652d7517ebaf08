import type { Figures } from './figures.types.ts';
import {
  figuresTable,
  growthTable,
  machineTable,
  memoryTable,
  profileTable,
  pruningTable,
  ratioTable,
  rateTable,
  shown,
  sizesTable,
} from './tables.ts';

/** What stands in the template as `{{name}}` or `{{name argument}}`. */
type Part = (figures: Figures, argument: string) => string;

function share({ profiles = {} }: Figures, argument: string): string {
  const [name = '', group = ''] = argument.split(' / ');
  const found = profiles[name]?.groups.find((one) => one.name === group);
  return `${shown((found?.share ?? 0) * 100)} %`;
}

const parts: Record<string, Part> = {
  machine: machineTable,
  ratios: ({ matrix = [] }) => ratioTable(matrix),
  rates: ({ matrix = [] }) => rateTable(matrix),
  growth: ({ growth = [] }, engine) => growthTable(growth, engine),
  sizes: ({ growth = [] }, engine) => sizesTable(growth, engine),
  pruning: pruningTable,
  memory: memoryTable,
  cases: (figures, names) => figuresTable(figures, names.split(' ')),
  profile: profileTable,
  share,
};

/** The document: prose from the template, every number from the figures. TypeError: a part that there is not. */
export function renderDocument(template: string, figures: Figures): string {
  return template.replaceAll(/\{\{(\w+)(?: ([^}]+))?\}\}/g, (_, name: string, argument = '') => {
    const part = parts[name];
    if (!part) throw new TypeError(`There is no part ${name}`);
    return part(figures, String(argument));
  });
}
