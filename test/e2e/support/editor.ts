import type { Locator, Page } from 'playwright-core';
import { readClipboard, textsFromTop, writeClipboard } from './page/pageScripts.mjs';
import { until } from './until';

const modifier = process.platform === 'darwin' ? 'Meta' : 'Control';

/** The active text editor and the tabs. Tabs are found by the file's name. */
export class Editor {
  constructor(private readonly page: () => Page) {}

  /** A tab, by the name of its file (its last segment) or a part of it. */
  tab(name: string): Locator {
    return this.page()
      .locator(`.tabs-container .tab[data-resource-name*="${name.replaceAll('"', '\\"')}"]`)
      .first();
  }

  get active(): Locator {
    return this.page().locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  }

  /** Waits until a file is open, in front, and shows text. */
  async opened(name: string): Promise<void> {
    await this.page()
      .locator(`.tab.active[data-resource-name*="${name.replaceAll('"', '\\"')}"]`)
      .first()
      .waitFor();
    await this.active.locator('.view-line').first().waitFor();
  }

  /** Focuses the active editor; the cursor does not move. */
  async focus(): Promise<void> {
    await this.active.locator('.native-edit-context, textarea.inputarea').first().focus();
    await this.page().locator('.monaco-editor.focused').first().waitFor();
  }

  /** The whole text, also outside of the screen (select all, copy). */
  async text(): Promise<string> {
    await this.focus();
    await writeClipboard(this.page(), '');
    await this.page().keyboard.press(`${modifier}+A`);
    await this.page().keyboard.press(`${modifier}+C`);
    return until('the editor text on the clipboard', () => readClipboard(this.page()));
  }

  /** Lines on the screen, without touching selection or clipboard. */
  async visibleText(): Promise<string> {
    return (await textsFromTop(this.active.locator('.view-line'))).join('\n').replaceAll('\u200b', '');
  }

  /** Replaces the whole text by pasting. */
  async setText(text: string): Promise<void> {
    await this.focus();
    await writeClipboard(this.page(), text);
    await this.page().keyboard.press(`${modifier}+A`);
    await this.page().keyboard.press(`${modifier}+V`);
  }

  /** Replaces the first occurrence of a text. */
  async replace(from: string, to: string): Promise<void> {
    const text = await this.text();
    if (!text.includes(from)) throw new Error(`The editor does not hold ${JSON.stringify(from)}:\n${text}`);
    await this.setText(text.replace(from, () => to));
  }

  /** Types at the cursor, key by key. */
  async type(text: string): Promise<void> {
    await this.page().keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    await this.page().keyboard.press(key.replace('Mod+', `${modifier}+`));
  }

  /** Ctrl+S in the active editor. The caller waits for the result. */
  async save(): Promise<void> {
    await this.press('Mod+S');
  }

  async isDirty(name: string): Promise<boolean> {
    const classes = (await this.tab(name).getAttribute('class')) ?? '';
    return /\bdirty\b/.test(classes);
  }

  async dirty(name: string): Promise<void> {
    await until(`${name} to be dirty`, () => this.isDirty(name));
  }

  async clean(name: string): Promise<void> {
    await until(`${name} to be clean`, async () => !(await this.isDirty(name)));
  }

  /** Closes a tab by its button. */
  async close(name: string): Promise<void> {
    await this.tab(name).hover();
    await this.tab(name).locator('.tab-actions .action-label').first().click();
  }
}
