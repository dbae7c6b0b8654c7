import type Mocha from 'mocha';

export interface SuiteCounts {
  passed: number;
  failed: string[];
}
export function reportTo(mocha: Mocha, constructor: typeof Mocha): { suites: Map<string, SuiteCounts> };
