import { DockerfileParser, type From, type Instruction, type JSONInstruction } from 'dockerfile-ast';

export interface Step {
  /** In capitals, such as `RUN`. */
  keyword: string;
  /** `--from=build` as `from: ['build']`. */
  flags: Record<string, string[]>;
  /** What stands behind keyword and flags, lines joined. */
  text: string;
  /** The words of a list in brackets, or undefined where it is a line for the shell. */
  list?: string[];
}

export interface Stage {
  name: string;
  /** The image or the stage that it begins with. */
  base: string;
  steps: Step[];
}

/** What the last stage tells of how to run the image. */
export interface ImageSettings {
  env: Record<string, string>;
  user: string;
  workdir: string;
  entrypoint: string[];
  command: string[];
  volumes: string[];
  healthCheck: string[];
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+)\}|\$(\w+)/g, (_whole, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    const value = values[name];
    if (value === undefined) throw new Error(`The Dockerfile uses ${name}, which nothing sets.`);
    return value;
  });
}

/** `a="b c" d=e` as pairs. */
export function pairsOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/(\S+?)=("[^"]*"|\S*)/g)];
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value.replaceAll(/^"|"$/g, '')]));
}

function flagsOf(instruction: Instruction): Step['flags'] {
  const flags: Record<string, string[]> = {};
  if (!('getFlags' in instruction)) return flags;
  for (const flag of (instruction as JSONInstruction).getFlags()) {
    (flags[flag.getName()] ??= []).push(flag.getValue() ?? '');
  }
  return flags;
}

function stepOf(instruction: Instruction): Step {
  const text = (instruction.getArgumentsContent() ?? '').replaceAll(/\s+/g, ' ').trim();
  const keyword = instruction.getKeyword();
  const list = keyword === 'HEALTHCHECK' ? text.replace(/^CMD /, '') : text;
  const step = { keyword, flags: flagsOf(instruction), text };
  return list.startsWith('[') ? { ...step, list: JSON.parse(list) as string[] } : step;
}

/** The stages of a Dockerfile; what `ARG` says before the first one is filled in. */
export function readStages(text: string): Stage[] {
  const values: Record<string, string> = {};
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const stage = stages.at(-1);
    if (instruction.getKeyword() === 'FROM') {
      const from = instruction as From;
      const name = from.getBuildStage() ?? String(stages.length);
      stages.push({ name, base: fill(from.getImage() ?? '', values), steps: [] });
    } else if (stage === undefined) {
      Object.assign(values, pairsOf(instruction.getArgumentsContent() ?? ''));
    } else {
      stage.steps.push(stepOf(instruction));
    }
  }
  return stages;
}

/** Errors: Error when the stage leaves out what this asks for. */
export function settingsOf({ steps }: Stage): ImageSettings {
  const all = (keyword: string): Step[] => steps.filter((step) => step.keyword === keyword);
  const last = (keyword: string): Step => {
    const step = all(keyword).at(-1);
    if (step === undefined) throw new Error(`The image says nothing by ${keyword}.`);
    return step;
  };
  return {
    env: Object.assign({}, ...all('ENV').map(({ text }) => pairsOf(text))) as Record<string, string>,
    user: last('USER').text,
    workdir: last('WORKDIR').text,
    entrypoint: last('ENTRYPOINT').list ?? [],
    command: last('CMD').list ?? [],
    volumes: all('VOLUME').flatMap(({ text }) => text.split(' ')),
    healthCheck: last('HEALTHCHECK').list ?? [],
  };
}
