/** What is wrong with a directory of OSTIARY_MAIL_TEMPLATES, a line for each; nothing is with none. */
export async function findTemplateProblems(directory: string | null): Promise<string[]> {
  if (directory === null) return [];
  const { readTemplateFiles } = await import('./templates/template-files.ts');
  return (await readTemplateFiles(directory)).problems;
}
