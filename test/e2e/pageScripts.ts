// What runs inside the page. As text, because the project's types know Node and VS Code, not the DOM.
import type { Locator, Page } from 'playwright-core';

/** Texts of list rows or editor lines in the order a person sees them (the DOM's order is another). */
export async function textsFromTop(rows: Locator, part?: string): Promise<string[]> {
  const text = part ? `row.querySelector(${JSON.stringify(part)})?.textContent` : 'row.textContent';
  const script = `(rows) => rows
    .map((row) => ({ top: parseFloat(row.style.top), text: ${text} ?? '' }))
    .sort((one, other) => one.top - other.top)
    .map((row) => row.text)`;
  const found = await rows.evaluateAll<string[], unknown>(script as never, undefined);
  return found.map((line) => line.replaceAll('\u00a0', ' '));
}

export function readClipboard(page: Page): Promise<string> {
  return page.evaluate<string>('navigator.clipboard.readText()');
}

export async function writeClipboard(page: Page, text: string): Promise<void> {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
}
