import { Unevaluable } from '../number.ts';

/** A value, or undefined where a number in it cannot be read. */
export function known<T>(value: () => T): T | undefined {
  try {
    return value();
  } catch (error) {
    if (error instanceof Unevaluable) return undefined;
    throw error;
  }
}
