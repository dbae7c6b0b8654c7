import type { Frame, Locator } from 'playwright-core';

export function axeFindings(frame: Frame, source: string): Promise<{ id: string; targets: string[] }[]>;
export function overflow(main: Locator): Promise<number>;
