import type { Frame, Locator } from 'playwright-core';

export function axeFindings(frame: Frame, source: string): Promise<{ id: string; targets: string[] }[]>;
export function drawn(main: Locator): Promise<void>;
export function overflow(main: Locator): Promise<number>;
export function isFocused(element: Locator): Promise<boolean>;
export function brokenWords(main: Locator, selector: string): Promise<string[]>;
