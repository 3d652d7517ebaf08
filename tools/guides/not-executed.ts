/** Blocks that no test executes, each with its reason. Everything else that stands in a document is executed. */
export const notExecuted: { document: string; beginning: string; why: string }[] = [];

/** Documents that no test follows yet. */
export const notYetFollowed: string[] = [];
