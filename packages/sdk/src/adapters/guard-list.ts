import { all } from '../guards/combine.ts';
import { authenticated } from '../guards/requirements.ts';
import type { Guard, ServiceShape } from '../types.ts';

/** Every one of them; without any, whoever is signed in. An open route says so with `anyone()`. */
export function guardOf<S extends ServiceShape>(guards: readonly Guard<S>[]): Guard<S> {
  return guards.length === 0 ? authenticated() : all(...guards);
}
