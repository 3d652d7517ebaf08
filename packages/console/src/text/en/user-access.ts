export const userAccess = {};
