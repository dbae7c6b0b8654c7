import type Mocha from 'mocha';
import type { SuiteCounts } from './report.mjs';

export function runWithSecondTry(mocha: Mocha, suites: Map<string, SuiteCounts>): Promise<void>;
export function secondTriesIn(output: string): string[];
