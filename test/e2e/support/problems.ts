import type { Locator, Page } from 'playwright-core';

/** The Problems panel. */
export class Problems {
  constructor(private readonly page: Page) {}

  private get panel(): Locator {
    return this.page.locator('.markers-panel');
  }

  /** A row that holds a text. */
  row(text: string | RegExp): Locator {
    return this.panel.locator('.monaco-list-row', { hasText: text }).first();
  }

  /** Where a problem is, as the panel shows it: `[Ln 12, Col 5]`. */
  async place(text: string | RegExp): Promise<{ line: number; column: number }> {
    await this.row(text).waitFor();
    const row = (await this.row(text).textContent()) ?? '';
    const [, line, column] = /\[Ln (\d+), Col (\d+)\]/.exec(row) ?? [];
    return { line: Number(line), column: Number(column) };
  }
}
