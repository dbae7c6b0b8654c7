import type Mocha from 'mocha';
import type { SuiteCounts } from './reporter.mjs';

export function runWithSecondTry(
  mocha: Mocha,
  suites: Map<string, SuiteCounts>,
  prepare?: () => Promise<void>,
): Promise<void>;
export function secondTriesIn(output: string): string[];
