export interface OpenPromise<T> {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(reason: unknown): void;
}

/** `Promise.withResolvers`, which Node 20 does not have. */
export function openPromise<T>(): OpenPromise<T> {
  const open: Partial<OpenPromise<T>> = {};
  const promise = new Promise<T>((resolve, reject) => Object.assign(open, { resolve, reject }));
  const { resolve = () => undefined, reject = () => undefined } = open;
  return { promise, resolve, reject };
}
