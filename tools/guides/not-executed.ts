/** Blocks that no test executes, each with its reason. Everything else that stands in a document is. */
export const notExecuted: { document: string; beginning: string; why: string }[] = [];
