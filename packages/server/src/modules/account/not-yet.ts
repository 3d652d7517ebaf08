export const notYet = (): never => {
  throw new TypeError('Not built yet');
};
