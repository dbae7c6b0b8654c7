import type { Locator, Page } from 'playwright-core';

export function textsFromTop(rows: Locator, part?: string): Promise<string[]>;
export function readClipboard(page: Page): Promise<string>;
export function writeClipboard(page: Page, text: string): Promise<void>;
export function dropFiles(row: Locator, files: { name: string; text: string; type: string }[]): Promise<void>;
export function browserStorage(page: Page): Promise<[place: string, text: string][]>;
