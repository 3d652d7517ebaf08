import type { Finding, Plant } from './plant.types.ts';

function describe(finding: Finding): string {
  return `${finding.rule} (${finding.message})`;
}

function isExpected(finding: Finding, plant: Plant): boolean {
  return finding.rule === plant.rule && finding.message.includes(plant.message ?? '');
}

/** What is wrong with the tools: plants not caught or caught by another rule, and innocents reported. */
export function compare(plants: readonly Plant[], findings: readonly Finding[]): string[] {
  const problems: string[] = [];
  for (const plant of plants) {
    const here = findings.filter((finding) => finding.path === plant.path);
    const wanted = [plant.rule, plant.message].filter(Boolean).join(' ');
    if (!here.some((finding) => isExpected(finding, plant))) {
      problems.push(`${plant.path}: not caught by ${wanted}`);
    }
    for (const finding of here.filter((one) => !isExpected(one, plant))) {
      problems.push(`${plant.path}: planted for ${wanted}, but also caught by ${describe(finding)}`);
    }
  }
  const planted = new Set(plants.map((plant) => plant.path));
  for (const finding of findings.filter((one) => !planted.has(one.path))) {
    problems.push(`${finding.path}: innocent, but caught by ${describe(finding)}`);
  }
  return problems;
}

/** Every rule or ban that no plant stands for. `bans` are beginnings of messages. */
export function listUnplanted(plants: readonly Plant[], rules: string[], bans: string[] = []): string[] {
  const isBanPlanted = (ban: string): boolean =>
    plants.some((plant) => plant.message !== undefined && ban.startsWith(plant.message.trimStart()));
  return [
    ...rules.filter((rule) => !plants.some((plant) => plant.rule === rule)),
    ...bans.filter((ban) => !isBanPlanted(ban)),
  ].map((rule) => `${rule}: no plant`);
}
