export const stepUp = {};
